import type { DeviceType } from '../../settings/device-types.ts';

/** Parts of host names (`BJ-ASW-01` has `asw`) and what such hosts are; capitals and digits behind a token do not count. */
export type NameTokens = readonly (readonly [DeviceType, string])[];

export const nameTokens: NameTokens = [
  ['switch', 'sw asw csw dsw hsw lsw msw osw psw acsw cosw dcsw tor leaf spine acc access agg dist core switch swi s5700 poe oobsw mgtsw mgmtsw eor jr hj hx aggr bsw tsw dasw jrsw hjsw hxsw coresw accsw l2sw l3sw swt vsw swc swa swd stack'],
  ['router', 'rt rtr router ar br cr er gr wan pe ce bras r border gw bgp isr asr msr ne40 lyq wr mpls rr sr edge cpe'],
  ['firewall', 'fw ngfw firewall waf utm asa usg vpn sslvpn ssl pa fg fgt srx fhq vfw fwl intfw dmzfw wall fortigate sslvpn'],
  ['load-balancer', 'lb slb f5 adc ltm gtm ad haproxylb bigip alb nlb llb fzjh gslb vip'],
  ['wireless-controller', 'wlc ac wac acu wxc wlac wlanac wirelessac'],
  ['wireless-ap', 'ap wap wifi wlan uap iap rap aps'],
  ['server', 'srv svr server db web app mail dns dhcp ntp ftp sql mysql ora oracle pg redis mongo es kafka zk esx esxi hv hypervisor blade node host nginx proxy k8s master worker log elk zabbix nas0 dc ad01 file backup bak api mq jenkins gitlab git test dev build monitor mon harbor ceph hadoop hbase spark jump hci gpu fwq ldap cache rac tomcat vc vcenter pve kvmhost compute docker etcd hive mgmtsrv ecshost cas prom grafana'],
  ['storage', 'stor storage san nas array sto cc tape vtl ds netapp emc oceanstor msa pstore lib ctrl cunchu disk'],
  ['san-switch', 'fcsw sansw fcs sanswitch fabric brocade fc'],
  ['vm', 'vm ecs vps vdi cvm ec2 guest'],
  ['power', 'ups pdu ats sts bat rpdu epdu'],
  ['console-server', 'con console cons ts ser acs oob consrv conserver opengear'],
  ['kvm', 'kvm ipkvm'],
  ['camera', 'cam ipc camera ptz cctv dome qj bq'],
  ['printer', 'prn prt printer print mfp dyj lp copier plotter'],
  ['phone', 'phone sip voip ipphone tel sep cp'],
  ['ips', 'ips ids idp nips nids ddos adds waf0 antiddos ads'],
  ['other', 'nvr dvr olt onu otn ptn blj bastion jumpserver crac hvac vnvr dlp soc acg las rsas siem door ntpserver'],
];

/** Words of a host's function that say what it is likely to be, in Chinese and English. */
export const roleWords: NameTokens = [
  ['switch', '核心 汇聚 接入 匯聚 堆叠 楼层 弱电间 leaf spine tor access distribution aggregation core acceso distribución núcleo agregación'],
  ['router', '专线 广域网 wan border edge 骨干 borde'],
  ['firewall', '边界防护 出口安全 perimeter'],
  ['server', '数据库 应用 中间件 文件 邮件 域控 备份 web database application cluster 集群 hypervisor domain controller 缓存 消息队列 前置 接口 监控平台 大数据 容器'],
];

/** Operating systems and what runs them; the text is looked for in the sheet's, in small letters. */
export const systemWords: NameTokens = [
  ['server', 'esxi esx xenserver windows centos rhel red_hat redhat ubuntu debian suse sles 麒麟 kylin 统信 uos openeuler euleros anolis 龙蜥 rocky alma oracle_linux linux aix hp-ux solaris bclinux tencentos alios 欧拉 凝思 中标 proxmox nfs-china freebsd 红旗 deepin'],
  ['router', 'ios-xr ios_xr iosxr routeros vyos'],
  ['switch', 'nx-os nxos nx_os eos cumulus sonic dnos exos arubaos-cx'],
  ['firewall', 'fortios pan-os panos asa gaia stoneos ftd screenos ngfw'],
  ['storage', 'ontap data_ontap oneFS purity'],
  ['san-switch', 'fabric_os fabricos'],
  ['load-balancer', 'tmos big-ip acos'],
];
