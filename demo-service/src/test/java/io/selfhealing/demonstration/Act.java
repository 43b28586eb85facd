package io.selfhealing.demonstration;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One schema change under traffic.
 *
 * @param ddl see {@link SchemaChange}
 * @param effect what the change does to the places of the values
 * @param kind whose table is changed
 * @param watched the values to give an account of: fields of the kind, or columns that the change adds
 * @param breaks whether the service alone must fail after it; a demonstration in which it does not proves nothing
 */
record Act(
        String title, List<String> ddl, UnaryOperator<Layout> effect, Kind kind, List<String> watched, boolean breaks) {
    /** In this order each change meets a table that the service alone could still write to. */
    static List<Act> all(Product product) {
        return List.of(
                new Act(
                        "rename messages.sender→role, message→content",
                        List.of(
                                "ALTER TABLE messages RENAME COLUMN sender TO role",
                                "ALTER TABLE messages RENAME COLUMN message TO content"),
                        layout -> layout.renamed(Kind.MESSAGE, "sender", "role")
                                .renamed(Kind.MESSAGE, "message", "content"),
                        Kind.MESSAGE,
                        List.of("sender", "message"),
                        true),
                new Act(
                        "drop orders.coupon",
                        List.of("ALTER TABLE orders DROP COLUMN coupon"),
                        layout -> layout.dropped(Kind.ORDER, "coupon"),
                        Kind.ORDER,
                        List.of("coupon"),
                        true),
                typeChange(product),
                new Act(
                        "undo the rename of act 1",
                        List.of(
                                "ALTER TABLE messages RENAME COLUMN role TO sender",
                                "ALTER TABLE messages RENAME COLUMN content TO message"),
                        layout -> layout.renamed(Kind.MESSAGE, "sender", "sender")
                                .renamed(Kind.MESSAGE, "message", "message"),
                        Kind.MESSAGE,
                        List.of("sender", "message"),
                        false),
                new Act(
                        "add messages.updated_at, NOT NULL, no default",
                        List.of(
                                "ALTER TABLE messages ADD COLUMN updated_at TIMESTAMP WITH TIME ZONE"
                                        + " DEFAULT CURRENT_TIMESTAMP NOT NULL",
                                "ALTER TABLE messages ALTER COLUMN updated_at DROP DEFAULT"),
                        layout -> layout.added(Kind.MESSAGE, "updated_at"),
                        Kind.MESSAGE,
                        List.of("updated_at"),
                        true));
    }

    /** H2 converts a bound string by itself, PostgreSQL refuses it: only there is something to heal. */
    private static Act typeChange(Product product) {
        return switch (product) {
            case H2 ->
                new Act(
                        "change events.priority to integer (H2 converts)",
                        List.of("ALTER TABLE events ALTER COLUMN priority SET DATA TYPE INTEGER"),
                        UnaryOperator.identity(),
                        Kind.EVENT,
                        List.of("priority"),
                        false);
            case POSTGRES ->
                new Act(
                        "change events.priority→integer, payload→jsonb",
                        List.of("ALTER TABLE events ALTER COLUMN priority TYPE integer USING priority::integer,"
                                + " ALTER COLUMN payload TYPE jsonb USING payload::jsonb"),
                        layout -> layout.retyped(Kind.EVENT),
                        Kind.EVENT,
                        List.of("priority", "payload"),
                        true);
        };
    }
}
