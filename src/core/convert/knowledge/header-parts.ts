import type { Field } from '../fields.ts';

/** A header is made of parts (`远程管理卡` `IP` `地址`): what each word means, and which meanings make which field. */
export interface HeaderParts {
  /** Words by meaning. The longest word is taken first. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /**
   * Field by meanings. `all`: each must be there (`a|b`: either); `never`: must not; `likely`: how sure, 0 to 1. A
   * meaning of `foreign` rules every field out unless `all` names it.
   */
  readonly compositions: readonly Composition[];
  /** Meanings of things that no field is about: phones, prices, links to other devices. */
  readonly foreign: readonly string[];
  /** Meanings that say nothing more about a field: what it belongs to, how it is written. */
  readonly neutral: readonly string[];
}

export interface Composition {
  readonly field: Field;
  readonly all: readonly string[];
  readonly never?: readonly string[];
  readonly likely: number;
}

const list = (...lines: string[]): readonly string[] => lines.flatMap((line) => line.split(' '));

const words: HeaderParts['words'] = {
  ip: list('ip ips ipv4 ipv6 ip4 ip6 ipaddr ipaddress'),
  address: list('地址 位址 网址 address addr direccion dir'),
  mgmt: list(
    '管理 网管 登录 登陆 登入 运维 带内 远程 访问 管理口 ssh management mgmt mgt manage mng primary loopback ansible inband',
  ),
  mgmt_es: list('gestion administracion acceso'),
  service: list(
    '业务 服务 应用 内网 外网 公网 私网 私有 生产 虚拟 浮动 弹性 集群 映射 对外 备用 其他 其它 vip eip nat',
  ),
  service_en: list(
    'service public private internal external virtual floating elastic cluster data secondary app business vip',
  ),
  service_es: list('servicio publica privada interna externa'),
  oob: list('带外 远程管理卡 远控卡 远控 管理卡 bmc ilo idrac ipmi ibmc cimc imm xcc ikvm oob outofband console irmc'),
  remote: list('远程管理'),
  device: list(
    '设备 资产 主机 服务器 机器 计算机 虚拟机 虚机 云主机 网元 节点 交换机 路由器 防火墙 实例 硬件 产品 本机 整机 机箱 固定资产 终端',
    'device devices host server servers node asset assets equipment equip machine vm instance switch router firewall ne computer hardware product chassis hw dev svr srv inventory',
    'equipo equipos servidor dispositivo activo nodo maquina hardware',
  ),
  asset: list('资产 固定资产 asset assets activo'),
  mark: list('label etiqueta'),
  name: list('名称 名字 命名 主机名 设备名 机器名 名 name names nombre hostname sysname fqdn label'),
  number: list('编号 编码 号码 代码 代号 号 码 number no num id code nr numero codigo nro 条码 barcode'),
  tag: list('标签 tag etiqueta placa'),
  serial: list('序列号 序列 sn 出厂编号 机身号 出厂 机身 串号 串码 serial serialnumber serialno serie servicetag esn'),
  model: list('型号 机型 规格 款型 model models modelo modelname partnumber sku pid'),
  vendor: list(
    '厂商 厂家 厂牌 品牌 制造商 原厂 vendor vendors brand manufacturer manufacture make oem mfr marca fabricante',
  ),
  type: list('类型 类别 种类 分类 大类 小类 品类 type types category class kind tipo categoria clase'),
  role: list('角色 用途 功能 层级 层次 作用 role roles function purpose tier rol funcion uso proposito'),
  os: list('操作系统 os operatingsystem so sistemaoperativo 发行版 distro'),
  system: list('系统 system sistema'),
  software: list('软件 内核 镜像 固件 补丁 software firmware sw fw kernel image vrp ios'),
  version: list('版本号 版本 version ver release version versions'),
  platform: list('平台 驱动 platform driver netmiko napalm plataforma'),
  site: list(
    '数据中心 站点 局点 局站 地点 位置 区域 城市 地市 园区 片区 校区 厂区 网点 地域 可用区 idc 分支机构 分公司 省份 所在地',
  ),
  site_en: list(
    'site datacenter dc location region city area zone campus branch facility colo sede sitio ubicacion ciudad centrodedatos sucursal region',
  ),
  building: list('楼宇 楼栋 大楼 楼号 建筑 building bldg edificio'),
  hall: list('机房'),
  room: list('房间 弱电间 配线间 模块间 room sala cuarto'),
  floor: list('楼层 floor piso planta'),
  rack: list('机柜 机架 柜号 柜位 柜 列号 rack racks cabinet enclosure gabinete armario bastidor'),
  unit: list('u位 u数 u号 机位 u rackunit ru units unidad slot 高度 height'),
  position: list('position pos posicion 起始 开始 结束 start begin'),
  status: list('状态 状况 status state estado condition lifecycle'),
  person: list(
    '负责人 责任人 管理员 联系人 使用人 维护人 保管人 领用人 负责 责任者 维护人员 运维人员 管理人 a角 b角 owner contact responsible custodian maintainer admin administrator responsable propietario encargado contacto',
  ),
  user: list('用户名 用户 账号 帐号 账户 帐户 登录名 username user login account usuario cuenta'),
  department: list(
    '部门 单位 科室 处室 组织 department dept team organization organisation division departamento gerencia',
  ),
  business: list('业务系统 应用系统 信息系统 项目 产品线 业务线 application project tenant proyecto aplicacion apps'),
  carried: list('承载 部署 所承载 运行'),
  environment: list('环境 environment env entorno ambiente stage'),
  password: list(
    '密码 口令 密钥 秘钥 私钥 password passwd passwords pwd pass passphrase contrasena clave token 令牌 psk credential credentials secret key keys 凭证 凭据',
  ),
  enable: list('enable 特权 使能 超级 提权 become privileged'),
  snmp: list('snmp 团体字 团体名 团体 共同体 community snmpv2 snmpv3 comunidad'),
  snmp_version: list('snmp版本号 snmp版本 snmpversion snmpver versionsnmp versiondesnmp'),
  port: list('端口 端口号 port puerto'),
  protocol: list('协议 方式 protocol protocolo method transport 连接 connection'),
  mask: list('掩码 掩码位数 mask netmask subnetmask mascara prefix prefixlen 前缀'),
  gateway: list('网关 gateway gw 下一跳 nexthop pasarela enlace dg'),
  vlan: list('vlan vlans vid vlanid'),
  mac: list('mac 物理地址 硬件地址 hwaddr macaddress macaddr'),
  nic: list('网卡 nic adapter'),
  date: list('日期 时间 date time fecha 年月 年份 year on'),
  bought: list(
    '采购 购置 购买 购入 到货 入库 验收 取得 上架 上线 投产 启用 安装 投运 入账 出厂 purchase purchased acquired acquisition bought install installation delivery commissioned compra adquisicion instalacion',
  ),
  warranty: list(
    '维保 质保 保修 服务期 过保 到保 出保 授权 warranty support maintenance guarantee garantia soporte mantenimiento',
  ),
  end: list(
    '到期 截止 截至 结束日期 终止 过期 失效 有效期 期限 期 end ends expiry expiration expires expire until expired fin vencimiento hasta eos',
  ),
  begin: list('起始日期 开始日期 开始时间 起始时间 startdate inicio'),
  cpu: list('cpu cpus vcpu vcpus 处理器 核数 核心数 核心 processor processors cores core procesador nucleos'),
  memory: list('内存 memory ram mem memoria'),
  disk: list('硬盘 磁盘 系统盘 数据盘 ssd hdd sas sata nvme disk disks hdds drive disco'),
  storage: list('存储 空间 storage space almacenamiento'),
  size: list('容量 大小 总量 配置 信息 数 数量 个数 size capacity total gb tb count capacidad'),
  remark: list(
    '备注 说明 描述 附注 注释 remark remarks note notes comment comments description memo observaciones observacion notas comentarios descripcion',
  ),
  row: list('序号 行号 顺序号 项次 seq item fila'),
  belongs: list('所属 所在 归属 涉及 当前 使用 主 主要 归 该 现 本 的 及 和 是否 current of the de del la el y and is'),
  phone: list('电话 手机 联系方式 邮箱 邮件 座机 phone tel mobile email mail telefono correo celular'),
  price: list('价格 单价 金额 原值 净值 价值 费用 price cost value amount precio costo valor'),
  contract: list('合同 订单 发票 contract invoice contrato factura'),
  link: list(
    '上联 下联 互联 对端 级联 链路 光口 电口 线缆 光模块 uplink peer link remote neighbor cable remota enlace',
  ),
  iface: list('接口 interface interfaces interfaz'),
  left: list('已用 剩余 可用 空闲 使用率 利用率 used free available usage utilization libre usado'),
  amount: list('台数 总数 qty quantity cantidad 套数'),
  power: list('电源 功率 功耗 电压 电流 power watt watts voltage energia potencia'),
  supplier: list(
    '供应商 代理商 集成商 维保商 维保单位 维保厂商 服务商 supplier reseller integrator provider proveedor',
  ),
  license: list('许可 许可证 license licence licencia'),
  file: list('文件 附件 照片 图片 url link file photo archivo foto'),
};

const rule = (field: Field, likely: number, all: string, never?: string): Composition => ({
  field,
  likely,
  all: all.split(' '),
  ...(never === undefined ? {} : { never: never.split(' ') }),
});

const mgmt = 'mgmt|mgmt_es';
const service = 'service|service_en|service_es';
const where = 'site|site_en';

const compositions: readonly Composition[] = [
  rule('password', 0.95, 'password'),
  rule('enable_secret', 0.96, 'enable password'),
  rule('enable_secret', 0.7, 'enable'),
  rule('snmp', 0.96, 'snmp', 'port protocol ip address mac name status version'),
  rule('oob_ip', 0.92, 'oob ip|address', 'user password gateway mask mac port vlan'),
  rule(
    'oob_ip',
    0.8,
    'oob',
    'user password gateway mask mac port vlan version model type status name number ip address',
  ),
  rule('oob_ip', 0.86, 'remote ip|address', 'gateway mask mac port vlan'),
  rule('address', 0.8, 'remote ip|address', 'gateway mask mac port vlan'),
  rule('service_ip', 0.9, `${service} ip|address`, `oob remote ${mgmt} gateway mask mac port vlan hall room`),
  rule('address', 0.92, `${mgmt} ip|address`, 'oob gateway mask mac port vlan hall room site'),
  rule('address', 0.9, 'device ip', `oob ${service} gateway mask mac port vlan`),
  rule('address', 0.7, 'device address', `oob ${service} gateway mask mac port vlan hall room site`),
  rule('address', 0.75, 'ip', `oob ${service} gateway mask mac port vlan`),
  rule('address', 0.6, 'iface ip|address', 'gateway mask mac port vlan'),
  rule('mask', 0.93, 'mask'),
  rule('gateway', 0.93, 'gateway', 'mac port'),
  rule('mac', 0.93, 'mac', 'mask number'),
  rule('vlan', 0.93, 'vlan'),
  rule('port', 0.88, 'port', 'vlan name ip address size'),
  rule('protocol', 0.88, 'protocol', 'version'),
  rule('name', 0.9, 'device name', 'type model vendor business department person site hall room rack user serial os'),
  rule(
    'name',
    0.75,
    'name',
    'type model vendor business department person site site_en hall room rack user serial os business system software vlan bought building floor',
  ),
  rule(
    'name',
    0.62,
    'device',
    'type model vendor business department person site site_en hall room rack unit user serial os system software version number tag status role cpu memory disk storage size remark port protocol mac vlan mask gateway ip address oob mgmt mgmt_es platform date bought warranty end begin environment enable password',
  ),
  rule('asset_tag', 0.6, 'device number', 'serial rack hall room model version'),
  rule('name', 0.4, 'device number', 'serial rack hall room model version'),
  rule('asset_tag', 0.94, 'asset mark'),
  rule('asset_tag', 0.88, 'tag', 'vlan service_en'),
  rule('serial', 0.93, 'serial', 'date memory disk cpu'),
  rule('model', 0.88, 'model', 'cpu memory disk os'),
  rule('vendor', 0.88, 'vendor', 'cpu memory disk os warranty'),
  rule('type', 0.9, 'device type', 'business os'),
  rule('type', 0.72, 'type', 'cpu memory disk os protocol port business vlan system platform department version'),
  rule('platform', 0.5, 'device type', 'business os'),
  rule('role', 0.86, 'role'),
  rule('os_version', 0.9, 'os|system|software|device|platform version', 'protocol snmp'),
  rule('os_version', 0.75, 'version', 'protocol snmp'),
  rule('os_version', 0.75, 'software', 'name type'),
  rule('os', 0.9, 'os'),
  rule('os', 0.6, 'system type|name', 'version business'),
  rule('platform', 0.85, 'platform'),
  rule('rack', 0.9, 'rack', 'unit position'),
  rule('rack', 0.7, `rack position|${where}`),
  rule('rack_unit', 0.9, 'unit', 'mask memory disk'),
  rule('rack_unit', 0.8, 'rack unit|position'),
  rule('room', 0.86, 'room'),
  rule('room', 0.76, 'hall'),
  rule('site', 0.86, 'hall', 'number rack unit'),
  rule('building', 0.88, 'building'),
  rule('room', 0.6, 'floor'),
  rule('site', 0.86, where, 'rack unit person department'),
  rule('status', 0.88, 'status', 'warranty link'),
  rule('owner', 0.88, 'person', 'user password department'),
  rule('owner', 0.9, 'person name'),
  rule('department', 0.88, 'department', 'person'),
  rule('business_system', 0.88, 'business', 'person department date type port version ip'),
  rule('business_system', 0.86, 'carried|belongs service|service_en|system', 'ip address version os'),
  rule('business_system', 0.7, `${service} system|name`, 'ip address'),
  rule('environment', 0.9, 'environment'),
  rule('username', 0.9, 'user', 'password department'),
  rule('owner', 0.6, 'device user', 'password'),
  rule('purchase_date', 0.9, 'bought date'),
  rule('purchase_date', 0.6, 'bought', 'number price contract person department'),
  rule('warranty_end', 0.92, 'warranty end', 'begin'),
  rule('warranty_end', 0.8, 'license end', 'begin'),
  rule('warranty_end', 0.75, 'warranty date', 'begin'),
  rule('cpu', 0.9, 'cpu'),
  rule('memory', 0.9, 'memory'),
  rule('disk', 0.88, 'disk', 'type'),
  rule('disk', 0.88, 'storage size'),
  rule('disk', 0.75, 'storage', 'model name type ip address vendor serial number role'),
  rule('row_no', 0.85, 'row'),
  rule('remark', 0.9, 'remark', 'role status warranty'),
];

export const headerParts: HeaderParts = {
  words,
  compositions,
  foreign: [
    'phone',
    'price',
    'contract',
    'link',
    'iface',
    'left',
    'amount',
    'power',
    'supplier',
    'license',
    'file',
    'snmp_version',
  ],
  neutral: [
    'belongs',
    'device',
    'name',
    'number',
    'address',
    'size',
    'date',
    'position',
    'system',
    'type',
    'software',
    'version',
    'storage',
    'remark',
    'nic',
    'asset',
    'mark',
  ],
};
