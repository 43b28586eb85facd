package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.sql.SQLException;
import java.util.Random;

/** The session turns to the other schema, and not always in words that can be read. */
final class Tenant {
    private Tenant() {}

    static void bySet(Run run, Random random) {
        to(run, next(run));
    }

    static void to(Run run, String schema) {
        run.session(run.dialect.use(schema));
        run.world.path = schema;
    }

    static void bySchema(Run run, Random random) {
        String next = next(run);
        run.setSchema(next);
        run.world.path = next;
    }

    static void byFunction(Run run, Random random) throws SQLException {
        byFunction(run, next(run));
    }

    static void byFunction(Run run, String schema) throws SQLException {
        if (run.engine() != Engine.POSTGRESQL) {
            to(run, schema);
            return;
        }
        run.ddl("create or replace function " + run.main + ".use_tenant(s text) returns void language plpgsql as"
                + " $$ begin perform set_config('search_path', s, false); end $$");
        run.session("select " + run.main + ".use_tenant('" + schema + "')");
        run.world.path = schema;
    }

    private static String next(Run run) {
        return run.world.path.equals(run.main) ? run.other : run.main;
    }
}
