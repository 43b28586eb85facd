package io.selfhealing.it.harness;

import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;

/** Where an application finds its database. */
record Address(Engine engine, String url) {
    /** User and password inside the URL, where many applications keep them. */
    String withCredentials() {
        boolean h2 = engine == Engine.H2;
        String first = h2 ? ";" : url.contains("?") ? "&" : "?";
        return url + first + "user=" + DbServer.USER + (h2 ? ";" : "&") + "password=" + DbServer.PASSWORD;
    }
}
