package io.selfhealing.agent.config;

/** The reference page of the configuration, written from the keys themselves. */
public final class Reference {
    private static final String INTRODUCTION = """
            # Configuration

            Generated from `Keys.java`; `ReferenceTest` fails when it is stale and writes it
            anew with `-Dupdate.docs=true`.

            A key is looked for in four places, and the first that gives it decides:

            1. a system property, `-Dselfhealing.schema.ttl=5m`;
            2. the environment, `SELFHEALING_SCHEMA_TTL=5m`;
            3. the agent's arguments, `-javaagent:self-healing-agent.jar=schema.ttl=5m,mode=observe`
               (a comma inside a value is written `\\,`, or the value is put in quotes: `tables.include='a,b'`);
            4. the properties file that `selfhealing.config` names.

            An empty value counts as none. A key or a value that cannot be read is one warning on standard error and never
            stops the application; instead of a value that cannot be read the most cautious one is used, as told in the
            last column.

            In globs `*` stands for any characters but a dot, `?` for one, and case does not matter.

            | key | value | default | what it does | when it cannot be read |
            |---|---|---|---|---|
            """;

    private Reference() {}

    /** In Markdown, ends with a line feed. */
    public static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Key<?> key : Keys.ALL) {
            page.append("| `").append(key.property()).append("` | ");
            page.append(key.type().form()).append(" | ");
            page.append(shown(key.byDefault())).append(" | ");
            page.append(key.sentence()).append(" | ");
            page.append(shown(key.whenUnreadable())).append(" |\n");
        }
        return page.toString();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : "`" + value + "`";
    }
}
