package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Cases made of the names that the patterns know, so that many of them are nearly ambiguous. */
final class RandomCases {
    private static final List<String> NAMES = List.of(
            "sender",
            "role",
            "message",
            "content",
            "body",
            "text",
            "code",
            "user",
            "username",
            "user_name",
            "userName",
            "login",
            "created",
            "created_at",
            "creation_date",
            "updated_at",
            "modified",
            "active",
            "is_active",
            "qty",
            "quantity",
            "t_type",
            "type",
            "email",
            "mail",
            "other");
    private static final List<String> TYPES =
            List.of("text", "text", "text", "varchar(20)", "int", "timestamp", "timestamp", "boolean", "date");

    private RandomCases() {}

    static Case next(Random random) {
        boolean identities = random.nextBoolean();
        List<String> before = columns(random, identities, 100);
        List<String> now = evolve(before, random, identities);
        List<String> written = new ArrayList<>(List.of("id"));
        for (String column : random.nextBoolean() ? before : columns(random, false, 0)) {
            if (random.nextInt(3) > 0) {
                written.add(name(column));
            }
        }
        String[] columns = written.stream().distinct().toArray(String[]::new);
        Writes write = random.nextInt(3) == 0
                ? Writes.update("t", columns).where(NAMES.get(random.nextInt(NAMES.size())))
                : Writes.insert("t", columns);
        Cases cases = Cases.of(write).on(table(now, identities));
        if (random.nextInt(4) > 0) {
            cases.after(table(before, identities));
        }
        if (random.nextInt(6) == 0) {
            cases.witnessed(pick(random) + ">" + pick(random), pick(random) + ">" + pick(random));
        }
        if (random.nextInt(8) == 0) {
            cases.alias(pick(random), pick(random));
        }
        return random.nextInt(3) == 0 ? cases.withoutQuarantine().built() : cases.built();
    }

    private static String pick(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(' '));
    }

    private static List<String> columns(Random random, boolean identities, int firstIdentity) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        List<String> columns = new ArrayList<>();
        for (String name : names.subList(0, 2 + random.nextInt(5))) {
            String required = random.nextInt(4) == 0 ? " required" : "";
            columns.add(name + " " + TYPES.get(random.nextInt(TYPES.size())) + required
                    + (identities ? " #" + (firstIdentity + columns.size()) : ""));
        }
        return columns;
    }

    /** Renames, drops and adds. */
    private static List<String> evolve(List<String> before, Random random, boolean identities) {
        List<String> now = new ArrayList<>();
        for (String column : before) {
            int what = random.nextInt(4);
            String renamed = what == 0 ? pick(random) + column.substring(column.indexOf(' ')) : column;
            if (what != 1) {
                now.add(renamed);
            }
        }
        if (random.nextBoolean()) {
            now.addAll(columns(random, identities, 200));
        }
        List<String> distinct = new ArrayList<>();
        for (String column : now) {
            if (distinct.stream().noneMatch(other -> name(other).equals(name(column)))) {
                distinct.add(column);
            }
        }
        return distinct;
    }

    private static TableSnapshot table(List<String> columns, boolean identities) {
        List<String> all = new ArrayList<>(List.of("id int pk" + (identities ? " #1" : "")));
        all.addAll(columns);
        return Tables.table("t", all.toArray(String[]::new));
    }
}
