package io.selfhealing.agent.cli;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.config.PrivateFile;
import io.selfhealing.agent.heal.learned.Book;
import io.selfhealing.agent.heal.learned.LearnedFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a person does to what was learnt; in the audit before it is done. An agent that runs in the same home knows of it within
 * a second.
 */
final class LearnedActs {
    private final LearnedFile file;
    private final AuditLog audit;
    private final PrintStream out;
    private final PrintStream err;

    LearnedActs(Path home, PrintStream out, PrintStream err) {
        this.file = new LearnedFile(home, err::println);
        this.audit = new AuditLog(home, InstantSource.system());
        this.out = out;
        this.err = err;
    }

    // Each tells whether it could be done.

    boolean exportTo(Path target) throws IOException {
        Book book = file.read();
        PrivateFile.replace(target, book.bytes());
        out.println(book.patterns().size() + " learned patterns are in " + target);
        return true;
    }

    boolean importFrom(Path source) throws IOException {
        Book other = LearnedFile.read(source);
        audit.append(AuditEntry.ofOperator("learned import", source.toString(), ""));
        Book book = file.change(own -> own.add(other));
        out.println(other.patterns().size() + " learned patterns were read, and there are "
                + book.patterns().size() + " now");
        return true;
    }

    boolean approve(String id) throws IOException {
        long now = System.currentTimeMillis();
        AtomicBoolean known = new AtomicBoolean();
        audit.append(AuditEntry.ofOperator("learned approve", id, ""));
        file.change(book -> known.set(book.approve(id, now)));
        return told(known.get(), id, "is approved");
    }

    boolean forget(String id) throws IOException {
        AtomicBoolean known = new AtomicBoolean();
        audit.append(AuditEntry.ofOperator("learned forget", id, ""));
        file.change(book -> known.set(book.forget(id)));
        return told(known.get(), id, "is forgotten");
    }

    private boolean told(boolean known, String id, String what) {
        if (known) {
            out.println(id + " " + what);
        } else {
            err.println("there is no learned pattern " + id + "; learned list shows those there are");
        }
        return known;
    }
}
