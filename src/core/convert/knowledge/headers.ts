import type { Field } from '../fields.ts';
import { type HeaderParts, headerParts } from './header-parts.ts';

/**
 * What is known of headers. `synonyms`: headers known whole, per field, the surest first (of two columns that say the
 * same, the one that stands earlier here gets the field). A header may stand under several fields: values decide.
 * Case, blanks, `_ - .` and accents do not count. `parts`: words that headers are made of.
 */
export interface HeaderKnowledge {
  readonly synonyms: Readonly<Record<Field, readonly string[]>>;
  readonly parts: HeaderParts;
}

const list = (...lines: string[]): readonly string[] => lines.flatMap((line) => line.split(' | '));

const synonyms: HeaderKnowledge['synonyms'] = {
  name: list(
    '主机名 | 主机名称 | 设备名称 | 设备名 | 设备命名 | 网元名称 | 服务器名称 | 服务器名 | 虚拟机名称 | 虚机名称 | 云主机名称 | 实例名称',
    '节点名称 | 节点名 | 机器名 | 机器名称 | 计算机名 | 计算机名称 | 系统名称 | 主机标识 | 设备标识 | 设备标签 | 逻辑名称 | 堆叠后名称',
    '交换机名称 | 路由器名称 | 防火墙名称 | 实例名 | 资源名称 | 设备编码 | 资产名称 | 名称 | 主机 | 设备 | 服务器 | 节点 | 网元 | 设备编号 | 编号',
    'hostname | host name | device name | sysname | system name | node name | server name | vm name | vm | virtual machine | instance name | machine name',
    'computer name | inventory hostname | ne name | switch name | router name | equipment name | visible name | asset name',
    'display name | name | host | device | node | server | machine | instance | equipment | guest name | fqdn | dns name',
    'nombre de host | nombre del equipo | nombre de equipo | nombre del dispositivo | nombre de dispositivo | nombre del servidor',
    'nombre servidor | nombre host | nombre | elemento | equipo | dispositivo | servidor | host o equipo',
  ),
  address: list(
    '管理IP | 管理IP地址 | 管理地址 | 管理口IP | 管理口地址 | 设备管理IP | 设备管理地址 | 带内管理IP | 带内管理地址 | 网管IP | 网管地址 | 网管IP地址 | 业务网管IP | 网管网IP',
    '登录IP | 登录地址 | 登陆IP | 运维IP | 运维地址 | SSH地址 | SSH IP | 设备IP | 设备IP地址 | 主机IP | 主机地址 | 主机IP地址 | 设备地址 | 资产IP | 服务器IP',
    '系统IP | 系统地址 | 交换机IP | 环回地址 | loopback地址 | loopback0 | loopback | 主IP | IP地址 | IPv4地址 | IP | IPv4 | 规划IP | IPv6地址 | 网络地址 | 地址',
    'management ip | mgmt ip | management address | management ip address | mgmt address | primary ip | primary ip4 | primary ip address',
    'ansible host | ansible ssh host | ip mgmt | ip management | host ip | host address | device ip | device address | device ip address | loopback ip',
    'node ip | node ip address | server ip | system ip | login ip | ssh host | ip address | ip addr | ipaddr | ipv4 address | ipv4 | ip | ips | mgmt | address | hostname or ip',
    'ip de gestión | dirección ip de gestión | dirección de gestión | ip gestión | ip de administración | ip administración | dirección ip | ip del equipo',
    'dirección ipv4 | dirección | dir ip',
  ),
  service_ip: list(
    '业务IP | 业务地址 | 业务IP地址 | 服务IP | 服务地址 | 应用IP | 生产IP | 内网IP | 内网地址 | 私网IP | 私有IP | 公网IP | 外网IP | 外网地址 | 弹性公网IP | 弹性IP | EIP',
    '虚拟IP | 浮动IP | VIP | 虚IP | 集群IP | 对外IP | NAT地址 | 映射地址 | 业务网IP | 其他IP | 备用IP',
    'service ip | service address | private ip | private ip address | internal ip | public ip | public ip address | external ip | elastic ip | floating ip',
    'virtual ip | vip | cluster ip | data ip | app ip | application ip | business ip | nat ip | secondary ip | other ip | production ip',
    'ip de servicio | ip pública | ip privada | ip interna | ip externa | ip virtual | ip de producción',
  ),
  oob_ip: list(
    '带外IP | 带外管理IP | 带外地址 | 带外管理地址 | 带外IP地址 | BMC IP | BMC地址 | iLO IP | iLO地址 | iDRAC IP | iDRAC地址 | IPMI IP | IPMI地址 | iBMC地址 | 远程管理IP',
    '远程管理卡IP | 远控卡IP | 远控IP | 管理卡IP | 硬件管理IP | 串口服务器IP | 带外 | iLO | iDRAC | IPMI | BMC | iBMC',
    'oob ip | oob | oob address | out of band ip | out of band | bmc ip | bmc address | ilo ip | idrac ip | ipmi ip | ipmi address | console ip | cimc ip | imm ip | xcc ip | remote console ip',
    'ip fuera de banda | ip oob | ip ilo | ip idrac | ip de consola',
  ),
  mask: list(
    '子网掩码 | 掩码 | 网络掩码 | 掩码位数 | 掩码长度 | 前缀长度 | 管理掩码 | 业务网管掩码 | 前缀',
    'subnet mask | netmask | mask | net mask | prefix length | prefix len | prefixlen | cidr | prefix | ip mask | mask length',
    'máscara | máscara de subred | máscara de red | prefijo',
  ),
  gateway: list(
    '网关 | 默认网关 | 网关IP | 网关地址 | 管理网关 | 缺省网关 | 网管网网关 | 业务网管网关 | 交换机网关地址 | 默认路由 | 下一跳',
    'gateway | default gateway | gw | def gw | mgmt gateway | mgmt dg | default gw | gateway ip | gateway address | default route | next hop',
    'puerta de enlace | pasarela | gateway predeterminado | puerta de enlace predeterminada',
  ),
  vlan: list(
    'VLAN | VLAN ID | VLAN号 | VLANID | 管理VLAN | 业务VLAN | 所属VLAN | 网管网VLAN | 业务网管VLAN | VLAN编号 | 虚拟局域网',
    'vlan id | vlan | vid | vlan number | vlan no | mgmt vlan | management vlan | access vlan | vlan name | vlan tag | native vlan | vlan de gestión',
  ),
  mac: list(
    'MAC地址 | MAC | 物理地址 | 网卡MAC | 网卡地址 | 网卡物理地址 | 设备MAC | 以太网地址 | 硬件地址 | 桥MAC',
    'mac address | mac addr | mac | base mac | hwaddr | hw address | hardware address | ethernet address | physical address | wwn | nic mac',
    'dirección mac | dirección física',
  ),
  port: list(
    'SSH端口 | 登录端口 | 管理端口 | 远程端口 | 连接端口 | 网管端口 | 端口号 | 端口 | 服务端口 | 服务端口号 | TCP端口 | 访问端口',
    'ssh port | login port | mgmt port | management port | ansible port | remote port | port number | tcp port | ssh/rdp port | service port | port',
    'puerto ssh | puerto | puerto de acceso | puerto de gestión',
  ),
  protocol: list(
    '登录方式 | 登录协议 | 管理协议 | 连接方式 | 连接协议 | 远程方式 | 远程协议 | 访问方式 | 访问协议 | 网管协议 | 通信协议 | 服务协议 | 协议 | 登陆方式 | 协议类型',
    'login protocol | access method | connection type | connection | protocol | transport | connect | access protocol | mgmt protocol | remote access | login method',
    'protocolo | método de acceso | protocolo de acceso | tipo de conexión',
  ),
  type: list(
    '设备类型 | 设备类别 | 设备种类 | 设备分类 | 资产类型 | 资产类别 | 资产分类 | 主机类型 | 资源类型 | 设备资源类型 | 服务器类型 | 网元类型 | 设备大类 | 类型 | 类别 | 分类',
    '分类名称 | 种类 | 资产大类 | 设备业务类型 | 产品类型 | 产品类别 | 节点类型 | 大类 | 小类 | 设备性质 | 专业 | 设备名称 | 资产名称',
    'device type | asset type | equipment type | device category | asset category | host type | node type | device class | ci type | ci class | type | category | class | kind | hardware type | product type',
    'tipo de equipo | tipo de dispositivo | tipo | categoría | clase | tipo de activo | tipo equipo',
  ),
  role: list(
    '设备角色 | 角色 | 网络角色 | 网络层级 | 网络层次 | 网络设备层级 | 层级 | 层次 | 设备用途 | 用途 | 主要用途 | 资产用途 | 功能 | 设备功能 | 功能划分 | 功能描述 | 作用 | 主备 | 主备角色 | 服务器用途',
    'device role | role | network role | function | purpose | usage | tier | layer | server role | device function | use | used for',
    'rol | función | propósito | uso | rol del equipo',
  ),
  platform: list(
    '平台 | 系统平台 | 平台类型 | 驱动 | 系统类型 | netmiko驱动 | 操作系统类型 | 设备类型',
    'platform | driver | netmiko device type | netmiko driver | napalm driver | ansible network os | network os | network driver | nos | os type | device type | os | type',
    'plataforma',
  ),
  vendor: list(
    '厂商 | 厂家 | 品牌 | 设备厂商 | 设备厂家 | 设备品牌 | 生产厂商 | 生产厂家 | 制造商 | 厂商名称 | 厂家名称 | 品牌名称 | 资产品牌 | 制造厂商 | 制造厂家 | 品牌厂商 | 原厂商 | 原厂 | 厂牌',
    'vendor | manufacturer | brand | make | oem | device brand | device vendor | vendor name | mfr | mfg | manufacturer name | hardware vendor',
    'fabricante | marca | fabricante del equipo',
  ),
  model: list(
    '型号 | 设备型号 | 产品型号 | 规格型号 | 硬件型号 | 机型 | 服务器型号 | 主机型号 | 资产型号 | 型号规格 | 设备规格 | 设备机型 | 款型 | 产品名称 | 系列 | 产品系列 | 云调库中对应型号',
    '厂家型号 | 品牌型号 | 厂商型号 | 设备型号规格 | 品牌及型号 | 品牌和型号 | 规格 | 实例规格 | 配置型号 | 品牌/型号 | 厂商/型号 | 厂家/型号',
    'model | device model | model number | model name | model no | hardware model | product model | product name | product | chassis | chassis model | hardware | pid | part number | sku',
    'vendor/model | vendor model | brand model | make and model | make/model | manufacturer/model | machine type | hardware type | instance type | product id | device type | machine',
    'modelo | modelo del equipo | marca/modelo | marca y modelo | modelo de equipo',
  ),
  serial: list(
    '序列号 | 设备序列号 | SN | SN号 | S/N | 产品序列号 | 主机序列号 | 机身序列号 | 整机序列号 | 硬件序列号 | 出厂编号 | 出厂序列号 | 设备SN | 设备出厂编号 | 机器序列号 | 序列编号 | SN码 | 机箱序列号 | 服务编号',
    'serial number | serial | serial no | serialno | serialnum | serial num | sn | s/n | chassis sn | chassis serial | chassis serial number | device serial | device sn | service tag | hardware serial | esn',
    'número de serie | no de serie | nro de serie | n° de serie | num serie | serie | n/s | no serie',
  ),
  asset_tag: list(
    '资产编号 | 固定资产编号 | 资产编码 | 固定资产编码 | 资产标签 | 资产标签号 | 资产号 | 固定资产号 | 固定资产代码 | 资产代码 | 实物资产编号 | 固资编号 | 财务编号 | 财务资产编号 | 卡片编号 | 资产卡片号',
    '资产ID | 设备编号 | 设备编码 | 国资编号 | 编号 | 条形码 | 资产条码 | 设备ID | 资产标识 | 资产二维码',
    'asset tag | asset label | asset number | asset no | asset id | asset code | tag number | inventory number | fixed asset number | fixed asset no | property number | inventory no | asset | barcode | inventory id | property tag | inventory tag',
    'número de inventario | código de activo | etiqueta de activo | número de activo | no de inventario | placa de inventario | código de inventario | id de activo',
  ),
  os: list(
    '操作系统 | 操作系统名称 | 系统 | 系统类型 | 操作系统类型 | OS类型 | OS名称 | 主机系统 | 操作系统和设备版本号 | 操作系统及版本 | 系统镜像 | 镜像',
    'operating system | os | os name | os type | guest os | os family | distribution | distro | os image | image | platform details | platform',
    'sistema operativo | so | s.o.',
  ),
  os_version: list(
    '系统版本 | 操作系统版本 | 软件版本 | 软件版本号 | 系统软件版本 | 设备软件版本 | 版本 | 版本号 | 当前版本 | 设备版本 | 固件版本 | 内核版本 | 镜像版本 | 补丁版本 | 设备补丁 | VRP版本 | IOS版本 | OS版本 | 固件',
    'os version | software version | sw version | version | firmware version | firmware | release | image version | ios version | kernel version | system version | software release | software | kernel',
    'versión | versión de software | versión del sistema | versión so | versión de firmware',
  ),
  site: list(
    '站点 | 站点名称 | 数据中心 | 数据中心名称 | 所属数据中心 | 所属站点 | 局点 | 局站 | IDC | IDC名称 | IDC机房 | 机房 | 所属机房 | 机房名称 | 所在机房 | 园区 | 校区 | 厂区 | 分支机构 | 网点 | 网点名称',
    '城市 | 所在城市 | 地市 | 分公司',
    'site | site name | data center | datacenter | dc | site code | colo | pop | branch | campus | facility | city | snmp location | site initials',
    'region | availability zone | zone | az | area | office | country | place | room | building | physical location | site location | location name | location',
    'sitio | sede | ubicación | centro de datos | cpd | localización | localidad | ciudad | sucursal | región | país | planta',
    '机房地址 | 机房位置 | 机房号 | 安装地点 | 存放地点 | 存放位置 | 所在位置 | 设备位置 | 物理位置 | 安装位置 | 部署位置 | 地点 | 位置 | 所属区域 | 所在区域 | 区域 | 地域 | 地区 | 可用区',
    '资源池 | 所在地 | 放置地点 | 使用地点 | 楼宇 | 楼层 | 部署地点 | 存放地 | 省份',
  ),
  building: list(
    '楼宇 | 楼栋 | 大楼 | 楼号 | 建筑 | 建筑物 | 楼 | 所在楼宇 | 楼名 | 栋 | 楼座',
    'building | building name | bldg | block | tower',
    'edificio | torre',
  ),
  room: list(
    '房间 | 房间号 | 机房间 | 模块间 | 机房模块 | 弱电间 | 包间 | 配线间 | 所在房间 | 机房编号',
    'room | room name | room number | server room | comms room | closet | floor | wiring closet | idf',
    'sala | despacho | oficina | aula | laboratorio | cuarto | habitación | sala de servidores | cuarto de comunicaciones | piso',
    '机房 | 所属机房 | 机房名称 | 所在机房 | 机房号 | 楼层',
  ),
  rack: list(
    '机柜 | 机柜号 | 机柜编号 | 机柜名称 | 所属机柜 | 所在机柜 | 机架 | 机架号 | 机架编号 | 机架名称 | 柜号 | 机柜位置 | 机柜及U位 | 机柜/U位 | 列号 | 机位 | 机架位置',
    'rack | rack name | rack number | rack no | rack id | cabinet | cabinet name | cabinet number | cabinet no | enclosure | rack location | rack position',
    'armario | gabinete | bastidor | rack no | número de rack | 位置 | 设备位置 | 安装位置 | 物理位置 | location | position',
  ),
  rack_unit: list(
    'U位 | U位置 | 起始U位 | 开始U位 | U位号 | 机柜U位 | 所在U位 | 所在U数 | 占用U位 | 机位 | 所属机位 | 安装U位 | 起始U | 结束U位 | U数 | 占用U数 | 设备高度',
    'rack unit | u position | u pos | position | start u | start position | rack position | ru | u | u location | unit | u height | end position | slot | height u',
    'unidad de rack | posición u | unidad | posición | 位置',
  ),
  cpu: list(
    'CPU | CPU型号 | CPU配置 | CPU核数 | CPU核心数 | CPU数 | CPU数量 | CPU信息 | CPU个数 | CPU规格 | vCPU | vCPU数 | 处理器 | 处理器型号 | 核数 | 核心数 | CPU总核数 | 物理CPU',
    'cpu | cpus | vcpu | vcpus | cpu model | cpu cores | cpu count | processor | processors | cores | num cpu | cpu type | number of cpus',
    'procesador | procesadores | núcleos | nº cpu | número de cpu',
  ),
  memory: list(
    '内存 | 内存大小 | 内存容量 | 内存配置 | 内存总量 | 总内存 | 物理内存 | 内存信息 | 运行内存 | 内存规格',
    'memory | ram | mem | memory size | total memory | ram size | memory total | installed memory | memory gb | ram gb | provisioned memory',
    'memoria | memoria ram | cantidad de memoria',
  ),
  disk: list(
    '硬盘 | 磁盘 | 硬盘容量 | 磁盘容量 | 硬盘大小 | 磁盘大小 | 硬盘配置 | 硬盘信息 | 磁盘信息 | 总分配磁盘 | 存储容量 | 存储空间 | 系统盘 | 数据盘 | 硬盘规格 | 本地盘 | 置备空间 | 置备的空间 | SSD | SAS | SATA | NVMe | 磁盘总量',
    'disk | disk size | disk space | hdd | ssd | storage | storage size | hard disk | hard drive | disk capacity | capacity | total disk | provisioned space | disk gb | system disk | data disk',
    'disco | disco duro | almacenamiento | capacidad de disco | discos',
  ),
  status: list(
    '状态 | 设备状态 | 运行状态 | 使用状态 | 使用状况 | 在用状态 | 资产状态 | 在线状态 | 当前状态 | 主机状态 | 实例状态 | 设备运行状态 | 盘点状态 | 采集机状态 | 上架状态 | 电源状态 | 监控状态 | 是否在用 | 是否在线 | 生命周期',
    'status | state | operational status | device status | admin status | lifecycle | lifecycle status | power state | condition | health | availability | install status | oper status | enabled | active',
    'estado | estado operativo | estatus | situación | estado del equipo',
  ),
  environment: list(
    '环境 | 所属环境 | 环境类型 | 应用环境 | 使用环境 | 部署环境 | 运行环境 | 系统环境',
    'environment | env | environment type | stage | deployment environment | landscape | used for',
    'entorno | ambiente',
  ),
  business_system: list(
    '业务系统 | 所属业务系统 | 所属系统 | 应用系统 | 业务系统名称 | 应用系统名称 | 信息系统 | 信息系统名称 | 所属业务 | 承载业务 | 所承载业务 | 业务名称 | 应用名称 | 应用 | 业务 | 业务类型 | 业务线 | 产品线 | 部署应用 | 系统',
    '项目 | 项目名称 | 所属项目 | 建设项目 | 所属应用 | 归属系统 | 归属业务 | 运行业务 | 部署业务 | 关联业务',
    'business system | business service | application | application name | app name | app | system | service | project | project name | tenant | product line | business application | used by application | workload',
    'aplicación | sistema | servicio | proyecto | sistema de negocio',
  ),
  department: list(
    '部门 | 使用部门 | 所属部门 | 归属部门 | 管理部门 | 责任部门 | 维护部门 | 资产管理部门 | 涉及部门 | 部门名称 | 所属单位 | 使用单位 | 单位 | 单位名称 | 科室 | 处室 | 归属单位 | 业务部门 | 所属组织 | 管理单位 | 组织',
    'department | dept | business unit | division | organization | organisation | team | owner group | support group | cost center | org | org unit | department name | unit name | group',
    'departamento | área | unidad de negocio | organización | gerencia | equipo responsable',
  ),
  owner: list(
    '负责人 | 责任人 | 设备负责人 | 资产责任人 | 运维负责人 | 维护负责人 | 管理员 | 设备管理员 | 系统管理员 | 应用管理员 | 资产管理员 | 维护人 | 维护人员 | 运维人员 | 管理人 | 保管人 | 使用人 | 领用人 | 联系人',
    '使用者 | 资产使用人 | 应用负责人 | 业务负责人 | 责任者 | A角 | B角 | 用户 | 所有者 | 归属人 | 创建人 | 运维联系人 | 姓名',
    'owner | asset owner | device owner | technical owner | responsible | responsible person | contact | contact person | admin | administrator | assigned to | custodian | maintainer | managed by | it custodian | keeper | user | owned by | primary contact | system owner | contact name',
    'responsable | propietario | encargado | contacto | dueño | administrador | asignado a | custodio',
  ),
  username: list(
    '登录用户名 | 登录账号 | 登录帐号 | 登录名 | 用户名 | 账号 | 帐号 | 账户 | 帐户 | 用户账号 | SSH账号 | SSH用户名 | SSH用户 | 登陆账号 | 登陆用户名 | 管理账号 | 网管账号 | 资产账号 | 自动化管理账户 | 系统账号',
    '带外用户名 | IPMI用户名 | 用户名称 | 设备账号 | 用户',
    'username | user name | login name | login user | ssh user | ansible user | ansible ssh user | login | account | user id | userid | admin user | user | login account | mgmt user | account name',
    'usuario | nombre de usuario | cuenta | usuario ssh | usuario de acceso',
  ),
  purchase_date: list(
    '采购日期 | 采购时间 | 购买日期 | 购买时间 | 购置日期 | 购置时间 | 购入日期 | 购入时间 | 到货日期 | 到货时间 | 入库日期 | 入库时间 | 验收日期 | 取得日期 | 上架日期 | 上架时间 | 上架安装时间 | 上线日期 | 上线时间',
    '投产日期 | 启用日期 | 启用时间 | 开始使用日期 | 投入使用日期 | 安装日期 | 出产日期 | 出厂日期 | 生产日期 | 投运日期 | 资产入账日期 | 入网日期 | 入网时间 | 采购年份 | 购置年份 | 入账日期 | 使用日期 | 创建时间',
    'purchase date | purchased | date purchased | date of purchase | buy date | date buy | acquisition date | acquired | install date | installation date | installed on | delivery date | received date | commissioned | commissioning date | in service date | in service since | order date | purchase year',
    'fecha de compra | fecha de adquisición | fecha compra | fecha de instalación | fecha de alta | puesta en marcha | puesta en servicio | fecha de puesta en marcha | fecha adquisición',
  ),
  warranty_end: list(
    '维保到期 | 维保到期日期 | 维保到期时间 | 维保截止日期 | 维保截止 | 维保结束日期 | 维保结束时间 | 质保到期 | 质保到期日期 | 质保截止日期 | 保修到期 | 保修截止日期 | 过保日期 | 过保时间 | 出保时间 | 出保日期 | 到保日期',
    '服务截止日期 | 服务到期日期 | 授权到期时间 | 维保期限 | 维保有效期 | 保修期至 | 维保至 | 质保期至 | 维保日期 | 维保时间 | 质保期 | 保修期 | 维保 | 首保状态 | 到期日期 | 到期时间 | 到期日 | 到期',
    'warranty end | warranty end date | warranty expiry | warranty expiration | warranty expiration date | warranty until | warranty expires | support end | support end date | end of warranty | end of support | eos | contract end | maintenance end | maintenance end date | support expiry | contract expiry | warranty date | warranty',
    'fin de garantía | vencimiento de garantía | garantía hasta | fecha fin de garantía | garantía | fin de soporte | vencimiento garantía',
  ),
  remark: list(
    '备注 | 备注信息 | 备注说明 | 说明 | 描述 | 设备描述 | 附注 | 其他说明 | 补充说明 | 备注1 | 注释 | 其他 | 情况说明 | 注',
    'remark | remarks | notes | note | comment | comments | description | memo | additional info | device description | details | annotation | annotations | free text | observations',
    'observaciones | observación | notas | comentarios | comentario | descripción | nota',
  ),
  row_no: list(
    '序号 | 编号 | 行号 | 序 | NO. | No | 顺序号 | 项次 | 序列 | 条目 | 序列号',
    'no | no. | # | s.no | sl no | sr no | seq | index | item | row | row no | line | id | nr | num | number | item no | serial no | sn | s/n',
    'nº | n° | núm | ítem | número | nro | orden',
  ),
  password: list(
    '密码 | 口令 | 登录密码 | 登录口令 | 登陆密码 | 用户密码 | 账号密码 | 账户密码 | 管理员密码 | root密码 | SSH密码 | 系统密码 | 初始密码 | 网管密码 | 资产密码 | 自动化管理密码 | 带外密码 | IPMI密码 | BMC密码 | 用户名/密码 | 账号/密码 | 密钥 | 私钥 | 秘钥',
    '访问密钥 | 令牌 | 授权码 | 验证码 | 口令密码 | 预共享密钥 | 凭证 | 凭据',
    'password | passwd | pass | pwd | passphrase | login password | ssh password | root password | admin password | user password | ansible password | ansible ssh pass | ansible become pass | secret key | access key | private key | api key | ssh key | token | api token | psk | pre-shared key | key | credentials | user/password | passcode | pin',
    'contraseña | clave | clave de acceso | contraseña ssh | contrasenia',
  ),
  enable_secret: list(
    'enable密码 | enable口令 | 特权密码 | 特权口令 | 使能密码 | 超级密码 | super密码 | 提权密码 | 特权模式密码',
    'enable password | enable secret | enable | secret | netmiko secret | enable pass | super password | enable pwd | privileged password | become password',
    'contraseña enable | clave enable',
  ),
  snmp: list(
    'SNMP团体字 | SNMP团体名 | 团体字 | 团体名 | SNMP只读串 | SNMP可写串 | SNMP读写串 | SNMP只读团体字 | SNMP读写团体字 | 只读团体字 | 读写团体字 | 共同体 | 共同体名 | SNMP字符串 | SNMP密码 | SNMP',
    'snmp community | community | community string | snmp comm | read community | write community | ro community | rw community | rocomm | rwcomm | snmp string | snmp ro | snmp rw | snmp auth | snmp auth key | snmp priv key | snmpv3',
    'comunidad snmp | comunidad',
  ),
};

/** What ships with the bot: written for this project from what people call their columns. */
export const headerKnowledge: HeaderKnowledge = { synonyms, parts: headerParts };
