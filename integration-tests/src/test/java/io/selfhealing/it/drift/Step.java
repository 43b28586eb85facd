package io.selfhealing.it.drift;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;

/** One thing that happens; it looks for itself what it can happen to, and does nothing where there is nothing. */
interface Step {
    void take(Run run, Random random) throws SQLException, IOException, InterruptedException;
}
