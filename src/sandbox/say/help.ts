/** How `npm run say` is used. */
export const help = {
  en: `npm run say -- [options] ["text"]   types into the sandbox's workspace and shows what comes of it

  "/deploy hello@1.1.0 staging"   types it; "@bot deploy …" works in threads too
  --as NAME          who does it: engineer (default), engineer2, approver, approver2, oncall, outsider
  --in CHANNEL       where (default #changes); @bot is the conversation with the bot
  --thread TS        in the thread of that message
  --click N          clicks a button of the newest message that has it, by number, label or id; --modal: in the modal
  --select ID=VALUE  chooses in a menu, checkboxes or radio buttons (several: VALUE,VALUE); --modal: in the modal
  --submit [NAME=VALUE]…   fills in the open modal and sends it; a NAME can be repeated; --cancel closes it
  --upload FILE      drops a file into the channel, with "text" if there is one; can be repeated
  --shortcut NAME    takes it from the menu of the newest message, or with --on TS of another
  --save-files DIR   saves the files that the bot posted into that folder
  --wait             waits until the newest run is over; exit code 0 only when it succeeded; --timeout SECONDS
  --show             only shows; --pause SECONDS  how long to wait for more (1.2)
  --fault WHAT       makes a host misbehave ("web-02 down", full, slow, changed-key, unhealthy, cut, reboot; well),
                     a network device: "core-1 cuts" (its next change cuts the way to it), refuses (the next line that
                     changes something), edited (somebody changes a description by hand), unsaved (… and does not save),
                     down, changed-key; well. Its clock goes 30 times as fast: it goes back by itself after 20 s, not 10 min.
                     Or Slack: "429 [calls] [seconds]", "500 [calls]", "lost [calls]" (done, answer lost),
                     "slow MS [calls]", drop, refresh, "double [n]", "ignore-acks [n]", "invalid_auth [n]",
                     "refuse-upgrades [n]", clear; downloads of files: "download slow MS", "download 500 [calls]",
                     "download cut [calls]", "download page [n]" (a login page instead)
  --lang en|zh-CN    the language of this program    --data DIR   the sandbox's folder (default data/sandbox)`,
  zh: `npm run say -- [选项] ["文字"]   在沙箱工作区中输入内容，并显示结果

  "/deploy hello@1.1.0 staging"   直接输入；在消息列（thread）中可用 "@bot deploy …"
  --as 姓名          以谁的身份：engineer（默认）、engineer2、approver、approver2、oncall、outsider
  --in 频道          在哪里（默认 #changes）；@bot 为与机器人的私信
  --thread TS        在该消息的消息列中
  --click N          点击最新一条含该按钮的消息上的按钮，可用编号、文字或 ID；加 --modal 表示在弹窗中
  --select ID=值     在菜单、复选框或单选按钮中选择（多个：值,值）；加 --modal 表示在弹窗中
  --submit [名称=值]…   填写并提交打开的弹窗，名称可重复；--cancel 关闭弹窗
  --upload 文件      把文件放入频道，可附带 "文字"；可重复
  --shortcut 名称    使用最新消息菜单中的快捷方式；加 --on TS 表示其他消息
  --save-files 目录  把机器人发布的文件保存到该目录
  --wait             等到最新的变更执行结束；仅在成功时退出码为 0；--timeout 秒数
  --show             只显示；--pause 秒数  为后续变化等待多久（1.2）
  --fault 故障       让主机出错（"web-02 down"，full、slow、changed-key、unhealthy、cut、reboot；well 恢复）；
                     让网络设备出错："core-1 cuts"（下一次变更会切断到它的连接）、refuses（拒绝下一条会改变配置的命令）、
                     edited（有人手工改了接口描述）、unsaved（同上，但未保存）、down、changed-key；well 恢复。
                     设备时钟快 30 倍：不是 10 分钟而是 20 秒后自行回退。
                     或让 Slack 出错："429 [次数] [秒]"、"500 [次数]"、"lost [次数]"（已执行但应答丢失）、
                     "slow 毫秒 [次数]"、drop、refresh、"double [n]"、"ignore-acks [n]"、"invalid_auth [n]"、
                     "refuse-upgrades [n]"、clear；文件下载："download slow 毫秒"、"download 500 [次数]"、
                     "download cut [次数]"、"download page [n]"（返回登录页面）
  --lang en|zh-CN    本程序的语言    --data 目录   沙箱的目录（默认 data/sandbox）`,
};
