package io.selfhealing.it.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plays histories on a site, each in schemas of its own. */
final class Player {
    private final Site site;

    Player(Site site) {
        this.site = site;
    }

    Result play(History history) throws SQLException, InterruptedException {
        return play(history, run -> {
            Tables.create(run, history.setup());
            run.connect();
            settleIn(run, history.setup());
            for (History.Planned planned : history.steps()) {
                run.note("[" + planned + "]");
                planned.feature().step().take(run, new Random(planned.seed()));
            }
            run.look();
        });
    }

    /** What changes before the agent has seen it at all is told by nothing: it is given the time that an application takes to start. */
    private static void settleIn(Run run, Setup setup) throws InterruptedException {
        if (setup.tenants()) {
            Tenant.to(run, run.other);
            Tenant.to(run, run.main);
        }
        Thread.sleep(Features.NOTICE_MILLIS);
        run.note("half a second later");
    }

    private void again() {
        try {
            site.anotherThread();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happens, written out. */
    interface Script {
        void play(Run run) throws SQLException, IOException, InterruptedException;
    }

    Result play(History history, Script script) throws SQLException, InterruptedException {
        Run run = new Run(site);
        run.open();
        @Nullable Ruling wrong = null;
        @Nullable String impossible = null;
        try {
            script.play(run);
        } catch (Wrong e) {
            wrong = e.ruling();
            if (wrong.verdict() == Verdict.SILENT) {
                again();
            }
        } catch (Impossible e) {
            impossible = e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            run.drop();
        }
        return new Result(history, run.judged(), run.log(), wrong, impossible);
    }
}
