package io.selfhealing.demonstration;

import java.io.IOException;
import java.sql.SQLException;

/** Where fresh databases come from. */
sealed interface DatabaseServer extends AutoCloseable permits H2Files, EmbeddedPostgreSql {
    ShopDatabase create(String name) throws IOException, SQLException;

    /** Ends it without a word to anybody; what was committed is there after {@link #restart}. */
    void kill() throws IOException;

    void restart() throws IOException, SQLException;

    @Override
    void close() throws IOException;

    static DatabaseServer start(Product product, Workspace workspace) throws IOException {
        return switch (product) {
            case H2 -> new H2Files(workspace);
            case POSTGRES -> EmbeddedPostgreSql.start(workspace);
        };
    }
}
