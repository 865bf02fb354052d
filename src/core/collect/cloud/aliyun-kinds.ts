/** A product's API. */
export interface CloudProduct {
  readonly version: string;
  /** Regions that the documentation gives the central endpoint, `<product>.aliyuncs.com`; the others have their own. */
  readonly central: readonly string[];
}

/** Versions and endpoints as each product's "Endpoints" page of the API reference lists them. */
export const products = {
  ecs: { version: '2014-05-26', central: [] },
  vpc: { version: '2016-04-28', central: [] },
  slb: { version: '2014-05-15', central: ['cn-hangzhou'] },
  rds: {
    version: '2014-08-15',
    central: [
      ...['cn-qingdao', 'cn-beijing', 'cn-hangzhou', 'cn-shanghai', 'cn-shenzhen', 'cn-heyuan', 'cn-hongkong'],
      ...['us-east-1', 'us-west-1'],
    ],
  },
} as const satisfies Record<string, CloudProduct>;

/** How one kind of resource is listed. */
export interface CloudKind {
  readonly product: keyof typeof products;
  readonly action: string;
  /** Where in an answer the list is, and the id in an entry. */
  readonly list: readonly [outer: string, inner: string];
  readonly id: string;
  /** NextToken and MaxResults, or PageNumber, PageSize and TotalCount. */
  readonly paging: 'token' | 'page';
  /** The largest page documented. */
  readonly size: number;
  /** Whether the action takes DryRun, which tells an empty list from a missing permission. */
  readonly dryRun: boolean;
  readonly params?: Readonly<Record<string, string>>;
}

/** Every kind, as the API reference of its action documents it. Another kind is another line. */
export const kinds: Readonly<Record<string, CloudKind>> = {
  ecs: ecs('DescribeInstances', ['Instances', 'Instance'], 'InstanceId', 'token', 100),
  disk: ecs('DescribeDisks', ['Disks', 'Disk'], 'DiskId', 'token', 500),
  image: { ...ecs('DescribeImages', ['Images', 'Image'], 'ImageId', 'page', 100), params: { ImageOwnerAlias: 'self' } },
  'security-group': ecs('DescribeSecurityGroups', ['SecurityGroups', 'SecurityGroup'], 'SecurityGroupId', 'token', 100),
  vpc: vpc('DescribeVpcs', ['Vpcs', 'Vpc'], 'VpcId', 50),
  vswitch: vpc('DescribeVSwitches', ['VSwitches', 'VSwitch'], 'VSwitchId', 50),
  eip: vpc('DescribeEipAddresses', ['EipAddresses', 'EipAddress'], 'AllocationId', 100),
  slb: {
    ...{ product: 'slb', action: 'DescribeLoadBalancers', list: ['LoadBalancers', 'LoadBalancer'] },
    ...{ id: 'LoadBalancerId', paging: 'page', size: 100, dryRun: false },
  },
  rds: {
    ...{ product: 'rds', action: 'DescribeDBInstances', list: ['Items', 'DBInstance'] },
    ...{ id: 'DBInstanceId', paging: 'token', size: 100, dryRun: false },
  },
};

function ecs(
  action: string,
  list: CloudKind['list'],
  id: string,
  paging: CloudKind['paging'],
  size: number,
): CloudKind {
  return { product: 'ecs', action, list, id, paging, size, dryRun: true };
}

function vpc(action: string, list: CloudKind['list'], id: string, size: number): CloudKind {
  return { product: 'vpc', action, list, id, paging: 'page', size, dryRun: true };
}

/** Where a product is asked about a region; without one, its central endpoint. */
export function endpointOf(name: keyof typeof products, region?: string): string {
  const { central }: CloudProduct = products[name];
  const own = region !== undefined && !central.includes(region);
  return own ? `https://${name}.${region}.aliyuncs.com` : `https://${name}.aliyuncs.com`;
}
