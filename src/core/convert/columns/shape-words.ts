import { vendorAndModel, vendorOnly } from './vendor-shape.ts';

const typeNames = [
  ...[
    '(?:[^\\s\\d]{0,6})?(?:交换机|路由器|防火墙|服务器|存储|虚拟机|物理机|虚机|云主机|负载均衡|无线控制器|无线ap|控制器|摄像[机头]|打印机|电话|话机|不间断电源|机柜pdu|网闸|堡垒机|入侵防御|入侵检测|光交|光纤交换机|主机|一体机|网关|录像机|终端|工作站|磁盘阵列|磁带库|设备|探针|审计|vpn|ips|ids|waf|ups|pdu|kvm|ac|ap|vm)(?:\\s?[(（].*)?',
  ],
  ...[
    '(?:[a-z0-9 /-]{0,14})?(?:switch(?:es)?|routers?|firewall|servers?|load ?balancer|storage|virtual machine|virtual|physical(?: machine)?|access point|controller|camera|printer|phone|appliance|storage array|hypervisor|gateway|host|nas|san)(?: \\(.*\\))?',
  ],
  ...[
    'switch|router|firewall|vm|ap|ac|wlc|ups|pdu|kvm|ips|ids|waf|lb|slb|adc|fw|sw|rt|san-switch|wireless-ap|wireless-controller|console-server|power|other',
  ],
  ...[
    '(?:enrutador|conmutador|cortafuegos|servidor|impresora|cámara|punto de acceso|máquina virtual|almacenamiento|teléfono|balanceador)(?: [a-zá-ú ]+)?',
  ],
].join('|');

const cities =
  '北京|上海|广州|深圳|杭州|南京|成都|武汉|西安|重庆|天津|苏州|郑州|长沙|沈阳|青岛|济南|合肥|福州|厦门|昆明|贵阳|乌兰察布|张北|香港|新加坡|beijing|shanghai|shenzhen|guangzhou|hangzhou|madrid|barcelona|sevilla|valencia|london|frankfurt|paris|singapore|tokyo|new york|dallas|bogot|m[eé]xico|lima|santiago|buenos aires|amsterdam|dublin|sydney';

/** Shapes that are told by words. */
export const words = {
  vendor: vendorOnly,
  vendorModel: vendorAndModel,
  type: new RegExp(`^(?:${typeNames})$`, 'i'),
  plainType:
    /^(?:核心|汇聚|接入)?(?:交换机|路由器|防火墙|服务器|存储|虚拟机|物理机|负载均衡|无线控制器|摄像机|打印机|switch|router|firewall|server|storage|vm|ap|ac|ups|pdu)$/i,
  protocol:
    /^(?:ssh(?:v?2)?|telnet|snmp(?:v?[123]c?)?|https?|rdp|vnc|netconf|winrm|console|web|api|ftp|sftp|ipmi|local)(?:\s?[/,、，+]\s?(?:ssh2?|telnet|snmp|https?|rdp|web|netconf|sftp|ftp|console))*$/i,
  os: /centos|ubuntu|windows|red ?hat|rhel|debian|linux|kylin|麒麟|euler|anolis|uos|统信|\bvrp\b|\bios\b|ios[- ]x[er]|nx-?os|comware|junos|esxi|vmware|\baix\b|solaris|suse|rocky|hp-?ux|fedora|fortios|pan-?os|freebsd|macos|android/i,
  status:
    /^(?:在用|使用中|正常|运行|运行中|在线|离线|停用|停机|关机|开机|闲置|备用|备件|库存|报废|待报废|维修|维修中|故障|已下线|下线|在库|待上线|未启用|启用|禁用|已用|未使用|空闲|异常|已上架|未上架|active|inactive|offline|online|up|down|running|stopped|in use|in service|operational|decommission(?:ed|ing)|retired|spare|planned|staged|failed|maintenance|enabled|disabled|production|powered ?(?:on|off)|poweredon|poweredoff|activo|inactivo|en uso|en servicio|baja|operativo|fuera de servicio|en reparación|available|normal|ok|deployed|installed)$/i,
  environment:
    /^(?:生产|测试|开发|预发|预发布|仿真|灾备|容灾|准生产|演示|培训|集成|压测|生产环境|测试环境|开发环境|预发环境|prod(?:uction)?|test(?:ing)?|dev(?:elopment)?|stag(?:e|ing)|uat|sit|dr|qa|pre|preprod|lab|sandbox|demo|producción|desarrollo|pruebas|preproducción|integration)$/i,
  person:
    /^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢滑裴陆荣翁荀羊惠甄曲封储靳段焦巴弓车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶幸司韶黎溥印怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公][\u4e00-\u9fff]{1,2}(?:[\s(（/、].*)?$|^\p{Lu}\p{Ll}+(?: \p{Lu}\.?)?(?: \p{Lu}\p{Ll}+){1,2}$/u,
  place: new RegExp(
    `机房|数据中心|\\bidc\\b|\\bdc-?\\d|园区|校区|厂区|大楼|\\d楼|\\d层|\\d栋|中心|弱电|楼层|办公|分公司|枢纽|\\bfloor\\b|\\boffice\\b|data ?center|campus|\\broom\\b|sala|planta|edificio|sede|cpd|^cn-|^[a-z]{2}-[a-z]{4,}-\\d|${cities}`,
    'i',
  ),
  building: /\d+\s?[号#]?楼$|\d+栋|[a-z]座|大楼|building|bldg|edificio|torre|block/i,
  department: /部$|科$|处$|中心$|室$|组$|department|dept|team|division|departamento|局$|院$|公司$/i,
} as const;
