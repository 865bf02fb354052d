import type { DeviceType } from '../../settings/device-types.ts';

/**
 * Words that say what a device is, in Chinese, English and Spanish: of two that begin alike the longer counts; one with `=`
 * in front counts only where nothing else stands beside it. `null`: a word
 * that says nothing (网络设备), or that only belongs to another (防火墙板卡 holds no firewall).
 */
export type TypeWords = readonly (readonly [DeviceType | null, string])[];

export const typeWords: TypeWords = [
  [
    'switch',
    '交换机 | 交換機 | 三层交换 | 二层交换 | 核心交换 | 汇聚交换 | 接入交换 | 交换路由 | 以太网交换 | 数据中心交换机 | 路由交换机 | 多层交换机 | poe交换机 | 集线器 | 交换设备 | 路由交换 | 交换',
  ],
  [
    'switch',
    'switch | switches | network switch | ethernet switch | l2 switch | l3 switch | layer 3 switch | core switch | access switch | aggregation switch | tor | multilayer switch',
  ],
  ['switch', 'conmutador | conmutadores | switch de acceso | hub | routing switch | ethernet routing switch'],
  [
    'router',
    '路由器 | 路由 | 边缘路由 | 接入路由 | 核心路由 | 网关路由 | 宽带接入服务器 | 5g cpe | 家庭网关 | router | routers | enrutador | encaminador | ruteador | home gateway | bras | cpe | modem',
  ],
  [
    'firewall',
    '防火墙 | 防火牆 | 下一代防火墙 | 应用防火墙 | web应用防火墙 | web应用防护 | web防护 | 网页防篡改 | waf | utm | ngfw | 安全网关 | 统一威胁管理 | vpn网关 | vpn设备 | ssl vpn | sslvpn | vpn | 虚拟防火墙',
  ],
  [
    'firewall',
    'firewall | firewalls | fw | next-generation firewall | security gateway | cortafuegos | web application firewall | next generation firewall | 加密网关 | 零信任网关',
  ],
  [
    'load-balancer',
    '负载均衡 | 负载 | 负载均衡器 | 负载均衡设备 | 应用交付 | 链路负载 | 链路负载均衡 | 服务器负载均衡 | 流量均衡 | 負載均衡',
  ],
  [
    'load-balancer',
    'load balancer | load-balancer | loadbalancer | load balancing | slb | adc | application delivery controller | balanceador | balanceador de carga | balanceo de carga',
  ],
  [
    'wireless-controller',
    '无线控制器 | =ac | 无线ac | ac控制器 | 无线接入控制器 | 无线交换机 | 无线控制 | ap控制器 | wlan控制器 | 無線控制器 | 无线管理器',
  ],
  [
    'wireless-controller',
    'wireless controller | wlan controller | wireless lan controller | wlc | ap controller | access controller | controladora wifi | controlador inalámbrico | controladora wlan | mobility controller',
  ],
  [
    'wireless-ap',
    '无线ap | 无线接入点 | 接入点 | 无线终端接入 | 面板ap | 吸顶ap | 放装ap | 室外ap | 无线设备 | ap面板 | 高密ap | 无线网桥 | 瘦ap | 胖ap | 無線ap | 無線基地台 | ap | wifi',
  ],
  [
    'wireless-ap',
    'access point | access points | wireless access point | wireless ap | wifi ap | wap | wireless | punto de acceso | wlan ap | outdoor ap | wireless bridge',
  ],
  [
    'server',
    '服务器 | 伺服器 | 物理机 | 物理服务器 | 机架服务器 | 机架式服务器 | 刀片服务器 | 刀片 | 刀箱 | pc服务器 | x86服务器 | 小型机 | 小机 | 主机 | 裸金属 | 计算节点 | 管理节点 | 宿主机 | 数据库服务器 | gpu服务器 | 物理主机 | 大型机 | 超融合 | 超融合一体机',
  ],
  [
    'server',
    '数据库一体机 | 一体机 | 存储服务器 | 虚拟化服务器 | 虚拟化主机 | 监控服务器 | 存储节点服务器 | server | servers | rack server | blade server | blade | physical server | bare metal | host server | hypervisor | esxi host | mainframe | hci | servidor | servidores | servidor físico | workstation',
  ],
  [
    'storage',
    '存储 | 存储设备 | 磁盘阵列 | 盘阵 | 存储阵列 | 磁带库 | 虚拟带库 | 带库 | 备份一体机 | 分布式存储 | 集中存储 | san存储 | nas存储 | nas | 存储系统 | 光盘库 | 儲存 | 阵列 | 磁盘柜 | 扩展柜 | 硬盘柜 | 全闪存 | 存储节点 | 网络存储',
  ],
  [
    'storage',
    'storage | storage array | disk array | tape library | san storage | array | almacenamiento | cabina de almacenamiento | cabina | raid array | backup appliance | tape | filer',
  ],
  [
    'san-switch',
    '光纤交换机 | 光交 | 光交换机 | 存储交换机 | 光纤通道交换机 | fc交换机 | san交换机 | san 交换机 | san switch | san-switch | fc switch | fibre channel switch | fiber channel switch | fabric switch | conmutador san',
  ],
  [
    'vm',
    '虚拟机 | 虚机 | 云主机 | 云服务器 | 虚拟服务器 | 虚拟主机 | 弹性云主机 | 弹性云服务器 | 虛擬機 | 云桌面 | 弹性计算 | 容器实例 | vps',
  ],
  [
    'vm',
    'vm | vms | vinfo | virtual machine | virtual machines | virtual server | virtual | ecs | ec2 | instance | cloud server | guest | cvm | máquina virtual | maquina virtual | servidor virtual | virtual platform | qemu',
  ],
  [
    'power',
    'ups | ups电源 | 不间断电源 | pdu | 配电柜 | 电源 | 配电单元 | 智能pdu | 列头柜 | 整流器 | 开关电源 | 配电 | 蓄电池 | 电池组 | 不間斷電源 | sts | ats | 静态切换 | 精密列头柜',
  ],
  [
    'power',
    'power | rack pdu | power distribution unit | uninterruptible power supply | rectifier | power strip | sai | regleta | fuente de alimentación | battery | power supply | transfer switch | automatic transfer switch | static transfer switch',
  ],
  [
    'console-server',
    '串口服务器 | 控制台服务器 | 带外管理 | console服务器 | 终端服务器 | 串口管理 | 带外管理服务器 | 串口联网服务器',
  ],
  [
    'console-server',
    'console server | console-server | terminal server | serial server | serial console | servidor de consola | serial device server | oob console | console manager',
  ],
  [
    'kvm',
    'kvm | kvm切换器 | kvm交换机 | 切换器 | 数字kvm | kvm switch | ip kvm | kvm over ip | kvm设备 | 多电脑切换器 | console kvm',
  ],
  [
    'camera',
    '摄像机 | 摄像头 | 网络摄像机 | 球机 | 枪机 | 半球 | 监控摄像头 | 高清摄像机 | 攝影機 | 监控探头 | 探头 | 卡口相机 | 人脸抓拍机 | 抓拍机 | 云台 | ipc | 监控点 | 相机',
  ],
  ['camera', 'camera | cameras | ip camera | network camera | cctv | cámara | camara | cámara ip | webcam | dome'],
  [
    'printer',
    '打印机 | 印表機 | 复印机 | 一体打印机 | 打印复印一体机 | 多功能一体机 | 数码复合机 | 复合机 | 激光打印机 | 标签打印机 | 针式打印机 | 绘图仪 | 条码打印机 | 打印服务器',
  ],
  [
    'printer',
    'printer | printers | mfp | multifunction printer | laser printer | impresora | multifunción | copier | plotter | print server | multifunction system | fotocopiadora',
  ],
  [
    'phone',
    '电话 | ip电话 | 话机 | ip话机 | 语音网关 | 网络电话 | sip话机 | 電話 | 可视电话 | 会议电话 | 视频会议终端 | 程控交换机 | 语音交换机 | 电话交换机 | 座机',
  ],
  [
    'phone',
    'phone | phones | ip phone | voip phone | voip | telephone | sip phone | voice gateway | pbx | ip pbx | teléfono | telefono | conference phone | ata | voip gateway | ip telephony gateway',
  ],
  [
    'ips',
    '入侵防御 | 入侵检测 | 入侵防护 | 入侵防御系统 | 入侵检测系统 | ips | ids | nips | nids | 抗ddos | 防ddos | 流量清洗 | 抗拒绝服务 | 威胁检测 | apt检测 | 防毒墙 | 异常流量清洗 | 威胁感知 | idp',
  ],
  [
    'ips',
    'intrusion prevention | intrusion detection | intrusion prevention system | intrusion detection system | ddos protection | anti-ddos | prevención de intrusiones',
  ],
  [
    'other',
    '天擎 | 防病毒系统 | 杀毒 | 终端安全 | 堡垒机 | 运维审计 | 运维堡垒机 | 日志审计 | 数据库审计 | 上网行为管理 | 上网行为 | 行为管理 | 网闸 | 隔离网闸 | 光闸 | 漏扫 | 漏洞扫描 | 安全审计 | 态势感知 | 审计系统 | 网管平台 | 态感 | 准入 | 网络准入 | 数据防泄漏',
  ],
  [
    'other',
    '空调 | 精密空调 | 动环 | 环控 | 动环监控 | 温湿度 | 传感器 | 门禁 | 考勤机 | 硬盘录像机 | 录像机 | 网络录像机 | nvr | dvr | 解码器 | 编码器 | 大屏 | 显示器 | 显示屏 | 投影仪 | 台式机 | 笔记本 | 终端 | 电脑 | 瘦客户机',
  ],
  [
    'other',
    'olt | onu | 光猫 | 光端机 | 光传输 | 传输设备 | 波分 | otn | ptn | sdh | 分光器 | 光电转换器 | 光纤收发器 | 收发器 | 协议转换器 | 时钟服务器 | 时间服务器 | ntp服务器 | ntp | 加密机 | 密码机 | 签名验签 | 流量分析 | 探针 | 流控 | 机柜 | 消防',
  ],
  [
    'other',
    'bastion | bastion host | jump server | audit | log audit | log server appliance | air conditioner | crac | sensor | access control | encoder | decoder | recorder | media converter | monitor | display | projector | desktop | laptop | pc | notebook | thin client | ntp server | time server | hsm',
  ],
  [
    'other',
    'aire acondicionado | grabador | escáner | scanner | 扫描仪 | 扫描器 | 门禁控制器 | 视频编码器 | 视频解码器',
  ],
  [
    null,
    '网络设备 | 安全设备 | 硬件设备 | 硬件 | 设备 | 资产 | 主机设备 | 基础设施 | it设备 | 网络 | 机房设备 | 通用设备 | 网络安全设备 | 网安设备 | 主机名 | 其他设备 | 终端设备 | 主机房',
  ],
  [
    null,
    'otros | otro | other | others | 其他 | 其它 | device | network device | equipment | hardware | network | asset | host | security | security device | appliance | equipo | dispositivo | infrastructure | computer | node',
  ],
  [
    null,
    '交换机板卡 | 防火墙板卡 | 交换机房 | 存储空间 | 路由引擎 | 电源模块 | 路由协议 | 接入点名称 | 主机房 | 双电源 | 服务器区 | 服务器机房 | 服务器机柜 | 电话号码 | 服务器网段 | 存储区 | 存储网 | 服务器网',
  ],
];

/** Words that say what it is in a column of types only: in a model's text they are parts of names (`IBM Power S924`). */
export const typeColumnOnly: readonly string[] = (
  'power | array | instance | virtual | monitor | wifi | hub | tape | blade | dome | guest | ecs | ec2 | cvm | slb | fw | ap | pc | wap | tor | ata | ips | ids | vm | vms | ' +
  'audit | sensor | display | host server | wireless | ntp | ats | sts | sai | waf | vpn | utm | nas | adc | ups | pdu | nvr | dvr | olt | onu | otn | ptn | ipc | kvm | phone | ' +
  'server | servers | storage | firewall | router | camera | modem | bras | cpe | recorder | encoder | decoder | hsm | workstation | 主机 | 存储 | 电源 | 网关 | 终端 | 路由 | 阵列'
).split(' | ');
