package io.selfhealing.it.types;

import io.selfhealing.it.harness.Bench;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value of one type is in another one, asked of the database itself: it is lossless where the way back gives the same value,
 * either by the database's own cast or by how it writes and reads both.
 */
final class Meaning {
    private static final String FUNCTIONS = """
            create function as_written(t text, a text, b text) returns text language plpgsql stable as $$
            declare there text; back text; own text;
            begin
              execute format('select (%L::%s)::text, (%L::%s)::text::%s::text', t, a, t, a, b) into own, there;
              execute format('select (%L::%s::text::%s)::text', there, b, a) into back;
              return case when back = own then there end;
            exception when others then return null;
            end $$;
            create function as_cast(t text, a text, b text) returns text language plpgsql stable as $$
            declare there text; back text; own text;
            begin
              execute format('select (%L::%s)::text, (%L::%s::%s)::text', t, a, t, a, b) into own, there;
              execute format('select (%L::%s::%s)::text', there, b, a) into back;
              return case when back = own then there end;
            exception when others then return null;
            end $$;
            create function canonical(t text, a text) returns boolean language plpgsql stable as $$
            declare own text;
            begin
              execute format('select (%L::%s)::text', t, a) into own;
              return own = t;
            exception when others then return false;
            end $$
            """;

    private static final String AMOUNT = "(case when t ~ '^[0-9]+([.]00)?$' then t::numeric::money::text end)";
    private static final String TRUTH = "(case when t in ('1', '1.00') then 'true' end)";

    private final Map<String, Pair> pairs = new HashMap<>();

    /**
     * @param written the value as the type that it is bound for writes it
     * @param expected the same as the column's type writes it; null where it has no lossless reading there
     */
    record Pair(String written, @Nullable String expected) {}

    static Meaning ask(Bench bench) throws SQLException {
        for (String function : FUNCTIONS.split(";\n(?=create)", -1)) {
            bench.ddl(function);
        }
        Meaning meaning = new Meaning();
        for (Kind from : Kind.values()) {
            meaning.ask(bench, from);
        }
        return meaning;
    }

    Pair of(Kind from, Kind to) {
        Pair pair = pairs.get(from + " " + to);
        if (pair == null) {
            throw new IllegalStateException(from + " in " + to);
        }
        return pair;
    }

    private void ask(Bench bench, Kind from) throws SQLException {
        List<String> rows = new ArrayList<>();
        int order = 0;
        for (Kind to : Kind.values()) {
            for (String value : to.spellings()) {
                rows.add("(" + order++ + ", '" + to + "', '" + value + "', '" + to.sql + "')");
            }
            for (String value : from.spellings()) {
                rows.add("(" + order++ + ", '" + to + "', '" + value + "', '" + to.sql + "')");
            }
        }
        Map<Kind, Pair> found = new EnumMap<>(Kind.class);
        String a = "'" + from.sql + "'";
        for (String row : bench.rows("select k, t, " + reading(from) + " from (values " + String.join(", ", rows)
                + ") v(n, k, t, b) where canonical(t, " + a + ") order by n")) {
            String[] parts = row.split("\\|", 3);
            Kind to = Kind.valueOf(parts[0]);
            String expected = parts[2].equals("null") ? null : parts[2];
            Pair known = found.get(to);
            if (known == null || (known.expected() == null && expected != null)) {
                found.put(to, new Pair(parts[1], expected));
            }
        }
        found.forEach((to, pair) -> pairs.put(from + " " + to, pair));
    }

    /**
     * The one reading of a value. A number or truth in a JSON document, and anything in bytes or as the number of a large object, has
     * several, so that it counts as none.
     */
    private static String reading(Kind from) {
        boolean number = from == Kind.INT || from == Kind.BIGINT || from == Kind.NUMERIC;
        boolean document = from == Kind.TEXT || from == Kind.JSON || from == Kind.JSONB;
        String type = "'" + from.sql + "'";
        return "case when k in ('BYTEA', 'OID') then null"
                + (document ? "" : " when k in ('JSON', 'JSONB') then null")
                + " when k = 'MONEY' then " + (number || from == Kind.TEXT || from == Kind.OID ? AMOUNT : "null")
                + (number ? " when k = 'BOOLEAN' then " + TRUTH : "")
                + (from == Kind.BOOLEAN
                        ? " when k in ('INT', 'BIGINT') then t::boolean::int::text"
                                + " when k = 'NUMERIC' then t::boolean::int::numeric(20,2)::text"
                        : "")
                + " else coalesce(" + special(from) + ", as_cast(t, " + type + ", b), as_written(t, " + type
                + ", b)) end";
    }

    /** What the database casts to nothing: counts since 1970, and lists. */
    private static String special(Kind from) {
        String seconds = "(case when t::numeric > 1e11 then t::numeric / 1000 else t::numeric end)";
        return switch (from) {
            case INT, BIGINT ->
                "case when k = 'TIMESTAMPTZ' and length(t) >= 10 then to_timestamp(" + seconds + ")::text end";
            case TIMESTAMPTZ ->
                "case when k = 'INT' then extract(epoch from t::timestamptz)::bigint::text"
                        + " when k = 'BIGINT' then (extract(epoch from t::timestamptz) * 1000)::bigint::text end";
            case OID -> "case when k = 'NUMERIC' then t::bigint::numeric(20,2)::text end";
            case JSON, JSONB ->
                "case when k in ('TEXT_ARRAY', 'INT_ARRAY') and t like '[%' and (t like '[\"%') = (k = 'TEXT_ARRAY')"
                        + " then array(select json_array_elements_text(t::json))::text end";
            default -> "null::text";
        };
    }
}
