package dev.switchboard.identity;

/** Who counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that its owner cannot choose. */
final class ClientAddress {

    private static final int NETWORK_GROUPS = 4;

    private ClientAddress() {}

    /** The key under which an address is counted. */
    static String key(String address) {
        String plain =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (plain.indexOf(':') < 0 || plain.indexOf('.') >= 0) {
            return plain;
        }
        int gap = plain.indexOf("::");
        String head = gap < 0 ? plain : plain.substring(0, gap);
        StringBuilder network = new StringBuilder();
        String[] groups = head.isEmpty() ? new String[0] : head.split(":");
        for (int group = 0; group < NETWORK_GROUPS; group++) {
            network.append(group < groups.length ? groups[group] : "0").append(':');
        }
        return network.append(":/64").toString();
    }
}
