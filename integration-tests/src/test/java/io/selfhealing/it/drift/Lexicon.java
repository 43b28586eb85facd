package io.selfhealing.it.drift;

import java.util.List;
import java.util.Random;

/** Words that schemas are made of. */
final class Lexicon {
    private static final List<String> TABLES =
            List.of("orders", "messages", "events", "customers", "login_failures", "accounts", "m");
    private static final List<String> OTHER_TABLES =
            List.of("shipments", "bans", "purchases", "mails", "audit_log", "clients", "letters");
    private static final List<String> COLUMNS = List.of(
            "status",
            "sender",
            "coupon",
            "email",
            "phone",
            "amount",
            "price",
            "weight_g",
            "note",
            "region",
            "ssn",
            "city",
            "a",
            "b",
            "label",
            "hint");
    private static final List<String> NEW_COLUMNS = List.of(
            "zorp",
            "display_name",
            "role",
            "zone",
            "payment_status",
            "legacy_status",
            "price_cents",
            "contact",
            "kind",
            "remark",
            "grade",
            "c",
            "x1",
            "author",
            "mail_address");
    private static final List<String> SET_ASIDE =
            List.of("_old", "_tobedropped", "_bak", "_do_not_use", "_20240131", "_deprecated", "_del");

    private Lexicon() {}

    static String table(Random random) {
        return TABLES.get(random.nextInt(TABLES.size()));
    }

    static String otherTable(Random random) {
        return OTHER_TABLES.get(random.nextInt(OTHER_TABLES.size()));
    }

    static String setAside(String table, Random random) {
        return random.nextInt(8) == 0 ? "_" + table + "_old" : table + SET_ASIDE.get(random.nextInt(SET_ASIDE.size()));
    }

    static List<String> columns() {
        return COLUMNS;
    }

    /** Another name for a column: akin to the one it has, or not. */
    static String another(String name, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> "new_" + name;
            case 1 -> name + "_text";
            case 2 -> "customer_" + name;
            case 3 -> COLUMNS.get(random.nextInt(COLUMNS.size()));
            default -> NEW_COLUMNS.get(random.nextInt(NEW_COLUMNS.size()));
        };
    }
}
