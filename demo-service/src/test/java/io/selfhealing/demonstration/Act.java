package io.selfhealing.demonstration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One disturbance under traffic.
 *
 * @param effect what it does to the places of the values
 * @param kind whose table is changed; in an outage, whose writes are kept meanwhile
 * @param watched the values to give an account of: fields of the kind, or columns that the change adds
 * @param breaks whether the service alone must fail of it; a demonstration in which it does not proves nothing
 */
record Act(
        String title,
        Disturbance disturbance,
        UnaryOperator<Layout> effect,
        Kind kind,
        List<String> watched,
        boolean breaks) {
    private static final Duration OUTAGE = Duration.ofSeconds(6);
    /** Where the service alone can still write to the table that the outage is about. */
    private static final int OUTAGE_AT = 2;

    /** In this order each change meets a table that the service alone could still write to. */
    static List<Act> all(Product product) {
        List<Act> acts = new ArrayList<>(schemaChanges(product));
        if (product == Product.POSTGRES) {
            acts.add(OUTAGE_AT, outage());
        }
        return acts;
    }

    /** The only table whose keys the service makes itself: the others' writes cannot be answered without a database. */
    private static Act outage() {
        return new Act(
                "kill the database, back after " + OUTAGE.toSeconds() + " s",
                new Outage(OUTAGE),
                UnaryOperator.identity(),
                Kind.EVENT,
                List.of(),
                true);
    }

    private static List<Act> schemaChanges(Product product) {
        return List.of(
                new Act(
                        "rename messages.sender→role, message→content",
                        SchemaChange.by(
                                "ALTER TABLE messages RENAME COLUMN sender TO role",
                                "ALTER TABLE messages RENAME COLUMN message TO content"),
                        layout -> layout.renamed(Kind.MESSAGE, "sender", "role")
                                .renamed(Kind.MESSAGE, "message", "content"),
                        Kind.MESSAGE,
                        List.of("sender", "message"),
                        true),
                new Act(
                        "drop orders.coupon",
                        SchemaChange.by("ALTER TABLE orders DROP COLUMN coupon"),
                        layout -> layout.dropped(Kind.ORDER, "coupon"),
                        Kind.ORDER,
                        List.of("coupon"),
                        true),
                typeChange(product),
                new Act(
                        "undo the rename of act 1",
                        SchemaChange.by(
                                "ALTER TABLE messages RENAME COLUMN role TO sender",
                                "ALTER TABLE messages RENAME COLUMN content TO message"),
                        layout -> layout.renamed(Kind.MESSAGE, "sender", "sender")
                                .renamed(Kind.MESSAGE, "message", "message"),
                        Kind.MESSAGE,
                        List.of("sender", "message"),
                        false),
                new Act(
                        "add messages.updated_at, NOT NULL, no default",
                        SchemaChange.by(
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
                        SchemaChange.by("ALTER TABLE events ALTER COLUMN priority SET DATA TYPE INTEGER"),
                        UnaryOperator.identity(),
                        Kind.EVENT,
                        List.of("priority"),
                        false);
            case POSTGRES ->
                new Act(
                        "change events.priority→integer, payload→jsonb",
                        SchemaChange.by("ALTER TABLE events ALTER COLUMN priority TYPE integer USING priority::integer,"
                                + " ALTER COLUMN payload TYPE jsonb USING payload::jsonb"),
                        layout -> layout.retyped(Kind.EVENT),
                        Kind.EVENT,
                        List.of("priority", "payload"),
                        true);
        };
    }
}
