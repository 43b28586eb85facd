package io.selfhealing.agent.sql;

import java.util.Random;

/** Makes statements of every kind that an application may send: right, broken, huge, and in any script. */
final class RandomStatement {
    private static final String[] PIECES = {
        "INSERT INTO",
        "UPDATE",
        "DELETE FROM",
        "MERGE INTO",
        "SET",
        "VALUES",
        "WHERE",
        "RETURNING",
        "ON CONFLICT",
        "DO",
        "USING",
        "SELECT",
        "FROM",
        "WITH x AS",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        ";",
        ":",
        "::",
        "?",
        "??",
        "'",
        "\"",
        "`",
        "$$",
        "$x$",
        "$1",
        "/*",
        "*/",
        "--",
        "#",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u00a0",
        "\u2028",
        "\ud83d",
        "\\",
        "E'",
        "U&'",
        "N'",
        "q'[",
        "1",
        "1e",
        "0x",
        "-",
        "=",
        "@",
        "|",
        "NULL",
        "DEFAULT",
        "KEY",
        "CASE",
        "END",
        "AS",
        "{fn",
        "{d",
        "{call",
        "{?= call",
        "{escape",
        "{oj",
        "数",
        "é",
        "İ",
        "😀",
        "sender",
        "m"
    };
    private static final String[] NAMES = {
        "sender",
        "Sender",
        "\"sender\"",
        "\"Sender\"",
        "a",
        "b_2",
        "\"c d\"",
        "\"q\"\"q\"",
        "数",
        "\"é\"",
        "x$1",
        "key",
        "value",
        "\"select\"",
        "_",
        "m.sender",
        "ein_ziemlich_langer_name_der_weit_ueber_dreiundsechzig_zeichen_hinausgeht"
    };
    private static final String[] TABLES = {
        "m", "public.m", "\"m\"", "\"public\".\"M\"", "db.s.m", "数", "\"a b\"", "m AS x"
    };
    private static final String[] VALUES = {
        "?",
        "1",
        "-1.5e-3",
        "NULL",
        "DEFAULT",
        "TRUE",
        "'sender'",
        "'it''s'",
        "''",
        "'--'",
        "'/*'",
        "'$$'",
        "'?'",
        "'\\'",
        "E'\\''",
        "N'é'",
        "$$sender$$",
        "$x$ $$ ? $x$",
        "?::text",
        "CAST(? AS int)",
        "{fn now()}",
        "{d '2020-01-02'}",
        "{ts '2020-01-02 03:04:05'}",
        "{fn concat(?, {fn lower('A')})}",
        "lower(?)",
        "coalesce(?, sender)",
        "(1)",
        "((?))",
        "CASE WHEN a = ? THEN 'x' ELSE b_2 END",
        "(SELECT max(a) FROM o)",
        "ARRAY[1, ?]",
        "now()",
        "a || 'x'",
        "1 + -1",
        "interval '1 day'",
        "current_timestamp",
        "x'ff'",
        "0x1F",
        "'😀'",
        "'a\nb'"
    };
    private static final String[] COMMENTS = {
        "",
        "",
        "",
        "",
        "",
        "",
        "/* sender */",
        "/* ' */",
        "/* /* nested */ ? */",
        "-- sender ?\n",
        "/*?*/",
        "\n\t",
        "--\r\n"
    };

    private final Random random;

    RandomStatement(Random random) {
        this.random = random;
    }

    String next() {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            return huge();
        }
        if (kind < 150) {
            return soup();
        }
        if (kind < 200) {
            return characters();
        }
        String right = kind < 260 ? escape() : write();
        return kind < 550 ? broken(right) : right;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A gap between two words: now and then a comment. */
    private String gap() {
        return " " + pick(COMMENTS) + (random.nextInt(20) == 0 ? "\n" : " ");
    }

    private String write() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> insert();
            case 2, 3 -> update();
            case 4 -> "DELETE" + gap() + "FROM" + gap() + pick(TABLES) + where();
            default -> merge();
        };
    }

    private String insert() {
        int columns = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(3);
        String list = random.nextInt(8) == 0 ? "" : "(" + repeat(columns, NAMES) + ")";
        StringBuilder sql = new StringBuilder(pick("INSERT", "insert", "Insert"))
                .append(gap())
                .append("INTO")
                .append(gap())
                .append(pick(TABLES))
                .append(gap())
                .append(list);
        if (random.nextInt(8) == 0) {
            sql.append(gap())
                    .append("SELECT ")
                    .append(repeat(columns, VALUES))
                    .append(" FROM o")
                    .append(where());
        } else {
            sql.append(gap()).append("VALUES");
            for (int i = 0; i < rows; i++) {
                sql.append(i == 0 ? "" : ",")
                        .append(gap())
                        .append('(')
                        .append(repeat(columns, VALUES))
                        .append(')');
            }
        }
        return sql.append(pick(
                        "",
                        "",
                        "",
                        " ON CONFLICT (sender) DO NOTHING",
                        " ON CONFLICT (a) DO UPDATE SET sender = excluded.sender",
                        " ON CONFLICT (a) DO UPDATE SET sender = ?, b = coalesce(?, 'x')::text WHERE m.sender <> ? RETURNING *",
                        " ON DUPLICATE KEY UPDATE sender = ?",
                        " ON DUPLICATE KEY UPDATE a = VALUES(sender), sender = trim(?)",
                        " RETURNING m.*, (sender)::text, case when a then b else sender end",
                        " RETURNING to_jsonb(m) ->> 'sender'",
                        " RETURNING id, m.*, *",
                        " RETURNING sender, lower(a) AS sender",
                        " RETURNING *",
                        ";"))
                .toString();
    }

    private String update() {
        StringBuilder sql = new StringBuilder("UPDATE")
                .append(gap())
                .append(pick(TABLES))
                .append(gap())
                .append("SET");
        int columns = 1 + random.nextInt(4);
        for (int i = 0; i < columns; i++) {
            sql.append(i == 0 ? " " : ", ")
                    .append(pick(NAMES))
                    .append(gap())
                    .append('=')
                    .append(gap())
                    .append(pick(VALUES));
        }
        return sql.append(random.nextInt(8) == 0 ? " FROM o" : "")
                .append(where())
                .toString();
    }

    private String merge() {
        return random.nextBoolean()
                ? "MERGE INTO " + pick(TABLES) + " (a, sender) KEY (a) VALUES (" + repeat(2, VALUES) + ")"
                : "MERGE INTO m USING (VALUES (?, ?)) AS s(a, b) ON m.a = s.a WHEN MATCHED THEN UPDATE SET sender = "
                        + pick(VALUES) + " WHEN NOT MATCHED THEN INSERT (a, sender) VALUES (s.a, " + pick(VALUES) + ")";
    }

    private String where() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> gap() + "WHERE " + pick(NAMES) + " IN (" + repeat(3, VALUES) + ")";
            case 2 -> gap() + "WHERE EXISTS (SELECT 1 FROM o WHERE o.a = sender)";
            case 3 -> gap() + "WHERE " + pick(NAMES) + " LIKE 'a' {escape '!'}";
            default -> gap() + "WHERE " + pick(NAMES) + " = " + pick(VALUES) + pick("", " AND m.a > 1", " OR a = ?");
        };
    }

    private String escape() {
        return pick(
                "{call p(?, ?)}",
                "{?= call f(?)}",
                "{call \"p\".q('}')}",
                "SELECT {fn ucase(sender)} FROM m",
                "SELECT * FROM {oj m LEFT OUTER JOIN o ON m.a = o.a}",
                "INSERT INTO m (a) VALUES ({t '10:00:00'})",
                "SELECT * FROM m WHERE sender LIKE '!_' {escape '!'}",
                "begin; update m set a = 1; end",
                "SET search_path TO a, b",
                "ALTER TABLE m RENAME COLUMN a TO sender",
                "CREATE TABLE m (sender int)",
                "WITH x AS (SELECT 1) UPDATE m SET a = 1",
                "EXPLAIN INSERT INTO m (a) VALUES (1)",
                "DO $$ BEGIN PERFORM 1; END $$");
    }

    private String repeat(int times, String... choices) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < times; i++) {
            list.append(i == 0 ? "" : "," + (random.nextInt(4) == 0 ? gap() : " "))
                    .append(pick(choices));
        }
        return list.toString();
    }

    private String soup() {
        StringBuilder sql = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            sql.append(pick(PIECES)).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return sql.toString();
    }

    /** Any characters at all, halves of pairs among them. */
    private String characters() {
        StringBuilder sql = new StringBuilder(pick("", "INSERT INTO m VALUES (", "UPDATE m SET a = ", "/*"));
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            sql.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return sql.toString();
    }

    /** Something cut out, put in, doubled or put in the place of something else. */
    private String broken(String right) {
        StringBuilder sql = new StringBuilder(right);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds && sql.length() > 1; i++) {
            int at = random.nextInt(sql.length());
            int to = Math.min(sql.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> sql.delete(at, to);
                case 1 -> sql.insert(at, pick(PIECES));
                case 2 -> sql.insert(at, sql.substring(at, to));
                default -> sql.replace(at, to, pick(PIECES));
            }
        }
        return sql.toString();
    }

    private String huge() {
        int size = 2_000 + random.nextInt(4_000);
        return switch (random.nextInt(6)) {
            case 0 -> "INSERT INTO m (a, sender) VALUES (1, 'x')" + ", (?, 'sender')".repeat(size);
            case 1 -> "INSERT INTO m (a) VALUES (" + "(".repeat(size) + "1" + ")".repeat(size) + ")";
            case 2 -> "UPDATE m SET a = '" + "it''s ".repeat(size) + "'";
            case 3 -> "UPDATE m SET a = 1" + " + sender".repeat(size) + " WHERE b = ?";
            case 4 -> "/*".repeat(size) + " INSERT INTO m (a) VALUES (1)";
            default -> "INSERT INTO m (a) VALUES (" + "$a$".repeat(size) + "$".repeat(size) + ")";
        };
    }
}
