import type { DeviceType } from '../../settings/device-types.ts';

/** Parts of host names (`BJ-ASW-01` has `asw`) and what such hosts are; capitals and digits behind a token do not count. */
export type NameTokens = readonly (readonly [DeviceType, string])[];

export const nameTokens: NameTokens = [
  [
    'switch',
    'sw asw csw dsw hsw lsw msw osw psw acsw cosw dcsw leaf spine switch swi aggr bsw tsw dasw jrsw hjsw hxsw coresw accsw l2sw l3sw swt vsw poesw oobsw mgtsw mgmtsw',
  ],
  ['router', 'rt rtr router asr isr msr lyq bras wanrt rr'],
  ['firewall', 'fw ngfw firewall waf utm asa usg vpn sslvpn fgt srx fhq vfw intfw dmzfw fortigate extfw infw outfw'],
  ['load-balancer', 'lb slb f5 adc ltm gtm bigip alb nlb llb fzjh gslb'],
  ['wireless-controller', 'wlc ac wac acu wlac wlanac'],
  ['wireless-ap', 'ap wap uap iap rap aps'],
  ['server', 'srv svr server esx esxi hv hypervisor blade jump hci gpu fwq pve mgmtsrv'],
  ['storage', 'stor storage san nas array sto tape vtl netapp emc oceanstor msa cunchu'],
  ['san-switch', 'fcsw sansw fcs sanswitch brocade'],
  ['vm', 'vm ecs vps vdi cvm ec2'],
  ['power', 'ups pdu ats sts rpdu epdu'],
  ['console-server', 'con console acs oob consrv conserver opengear'],
  ['kvm', 'kvm ipkvm'],
  ['camera', 'cam ipc camera ptz cctv dome'],
  ['printer', 'prn prt printer mfp dyj copier plotter'],
  ['phone', 'phone voip ipphone sep'],
  ['ips', 'ips ids idp nips nids ddos antiddos ads'],
  ['other', 'nvr dvr olt onu otn ptn blj bastion jumpserver crac hvac dlp acg rsas'],
];

/** Parts of host names that say what a host is for; they count where no other part says what it is. */
export const functionTokens: NameTokens = [
  ['switch', 'tor acc access agg dist core jr hj hx eor stack'],
  ['router', 'ar br cr er pe ce wan border edge gw bgp mpls sr bng'],
  [
    'server',
    'db web app mail dns dhcp ntp ftp sql mysql ora oracle pg postgres redis mongo es kafka zk node nginx proxy k8s master worker log elk zabbix dc file backup bak api mq jenkins gitlab git monitor mon harbor ceph hadoop hbase spark ldap cache rac tomcat vc vcenter compute docker etcd hive cas prom prometheus grafana test dev build',
  ],
  ['power', 'bat'],
  ['phone', 'sip tel'],
];

/** Words of a host's function that say what it is likely to be, in Chinese and English. */
export const roleWords: NameTokens = [
  [
    'switch',
    '核心 汇聚 接入 匯聚 堆叠 楼层 弱电间 leaf spine tor access distribution aggregation core acceso distribución núcleo agregación',
  ],
  ['router', '专线 广域网 wan border edge 骨干 borde'],
  ['firewall', '边界防护 出口安全 perimeter'],
  [
    'server',
    '系统 前置机 域控 试验机 测试机 数据库 应用 中间件 文件 邮件 域控 备份 web database application cluster 集群 hypervisor domain controller 缓存 消息队列 前置 接口 监控平台 大数据 容器',
  ],
];

/** Operating systems and what runs them; the text is looked for in the sheet's, in small letters. */
export const systemWords: NameTokens = [
  [
    'server',
    'esxi esx_ xenserver windows centos rhel red_hat redhat ubuntu debian suse sles 麒麟 kylin 统信 uos openeuler euleros anolis 龙蜥 rocky alma oracle_linux linux aix hp-ux solaris bclinux tencentos alios 欧拉 凝思 中标 proxmox nfs-china freebsd 红旗 deepin',
  ],
  ['router', 'ios-xr ios_xr iosxr routeros vyos'],
  ['switch', 'nx-os nxos nx_os eos cumulus sonic dnos exos arubaos-cx'],
  ['firewall', 'fortios pan-os panos asa gaia stoneos ftd screenos ngfw'],
  ['storage', 'ontap data_ontap onefs purity'],
  ['san-switch', 'fabric_os fabricos'],
  ['load-balancer', 'tmos big-ip acos'],
];
