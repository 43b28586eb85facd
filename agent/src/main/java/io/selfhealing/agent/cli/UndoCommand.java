package io.selfhealing.agent.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        customSynopsis = {
            "undo HOME WHAT [--why TEXT] [--revoke] [--json]",
            "undo HOME WHAT --rows [--url JDBC_URL] [--dry-run|--yes] [--json]",
            "undo HOME --list [--json]"
        },
        description = {
            "Takes away a heal that is wrong, at once and in all its uses: the next write goes as the application wrote it.",
            "WHAT is an id that undo --list or explain shows, a column as schema.table.column, a mapping as"
                    + " schema.table.column=new, or a pattern's id. It stays undone, also for agents that start later, until"
                    + " --revoke takes that back.",
            "With --rows the rows are shown whose places are known. With --url the values that went back to the wrong column"
                    + " are taken out of it again, in one transaction: tried first and rolled back, then asked for. They stay in"
                    + " quarantine."
        },
        footer = {
            "  undo .self-healing --list",
            "  undo .self-healing public.messages.sender --why \"zorp is not the sender\"",
            "  undo .self-healing 5f0c77aa --revoke",
            "  undo .self-healing public.orders.coupon --rows --url jdbc:postgresql://db/shop --user dba --yes"
        })
final class UndoCommand extends HomeCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "WHAT", description = "what is wrong")
    private @Nullable String what;

    @Option(names = "--list", description = "what is undone, and what could be")
    private boolean list;

    @Option(names = "--revoke", description = "takes an undo back: it may be healed again")
    private boolean revoke;

    @Option(names = "--why", paramLabel = "TEXT", description = "for the audit, and for whoever meets the refusal")
    private String why = "";

    @Option(names = "--rows", description = "the rows whose places are known")
    private boolean rows;

    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "the agent's settings, as selfhealing.config")
    private @Nullable String config;

    @Option(names = "--dry-run", description = "changes no row, but says what would be changed")
    private boolean dry;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    UndoCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        UndoActs acts = new UndoActs(home, json, out, err);
        if (list) {
            if (what != null || rows || revoke) {
                throw new Misuse("--list stands alone");
            }
            acts.list();
            return DONE;
        }
        String asked = ConnectingOptions.required("WHAT", what);
        if (revoke) {
            if (rows) {
                throw new Misuse("--revoke changes no rows");
            }
            return acts.revoke(asked) ? DONE : FAILED;
        }
        if (connecting.given() && !rows) {
            throw new Misuse("--url goes with --rows");
        }
        UndoActs.Meant meant = acts.undo(asked, why);
        if (meant == null) {
            return FAILED;
        }
        return !rows || rowsOf(meant) ? DONE : FAILED;
    }

    private boolean rowsOf(UndoActs.Meant meant) throws Misuse, Failed, IOException {
        UndoneRows concerned = new UndoneRows(home, meant, json, out, err);
        concerned.print();
        return !connecting.given() || concerned.putRight(Connecting.by(connecting), config, dry, yes);
    }
}
