// Read by the compiler before ssh2's crypto. Since 24.19 Node's node_object_wrap.h, which is compiled into addons, takes
// each object off a list when it is collected, and that aborts the process where V8 collects while no context is
// entered (nodejs/node issue 65446, mscdex/ssh2 issue 1511). Without the list, as up to 24.18, nothing is to take off.
#include <node.h>
#define AddEnvironmentCleanupHook(isolate, hook, object) ((void)0)
#define RemoveEnvironmentCleanupHook(isolate, hook, object) ((void)0)
