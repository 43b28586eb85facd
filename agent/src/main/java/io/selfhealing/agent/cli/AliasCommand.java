package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Alias;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "alias",
        customSynopsis = {"alias HOME TABLE.OLD=NEW [--why TEXT] [--revoke] [--json]", "alias HOME --list [--json]"},
        description = {
            "Says that a column was renamed: from the next write on what is written to the old name goes to the new one, where the"
                    + " old one is gone, and values in quarantine go back by themselves.",
            "TABLE may have its schema before it. What the column holds has the last word: one that holds other values in the"
                    + " rows that were there before is not followed. It holds for agents that start later too, until --revoke"
                    + " takes it back; selfhealing.aliases and \"aliases\" in the policy file say the same."
        },
        footer = {
            "  alias .self-healing public.orders.phone=contact --why \"renamed in release 41\"",
            "  alias .self-healing public.orders.phone=contact --revoke",
            "  alias .self-healing --list"
        })
final class AliasCommand extends HomeCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "TABLE.OLD=NEW", description = "what was renamed")
    private @Nullable String what;

    @Option(names = "--list", description = "what was declared so")
    private boolean list;

    @Option(names = "--revoke", description = "takes it back")
    private boolean revoke;

    @Option(names = "--why", paramLabel = "TEXT", description = "for the audit")
    private String why = "";

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    AliasCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        AliasActs acts = new AliasActs(home, json, out, err);
        if (list) {
            if (what != null || revoke) {
                throw new Misuse("--list stands alone");
            }
            acts.list();
            return DONE;
        }
        Alias alias = alias(ConnectingOptions.required("TABLE.OLD=NEW", what));
        return (revoke ? acts.revoke(alias) : acts.declare(alias, why)) ? DONE : FAILED;
    }

    private static Alias alias(String text) throws Misuse {
        try {
            return Alias.ofColumn(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse(String.valueOf(e.getMessage()));
        }
    }
}
