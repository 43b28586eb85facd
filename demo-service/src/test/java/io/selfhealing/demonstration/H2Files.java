package io.selfhealing.demonstration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** H2 in the service's own process, on a file; the service's default. Others join through H2's automatic server. */
record H2Files(Workspace workspace) implements DatabaseServer {
    @Override
    public ShopDatabase create(String name) throws IOException {
        Path directory = workspace.directory(name).resolve("data");
        return new ShopDatabase(
                Product.H2,
                "jdbc:h2:file:" + directory.resolve("shop") + ";AUTO_SERVER=TRUE",
                "sa",
                "",
                List.of("--shop.data-dir=" + directory));
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("it is in the service's own process");
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("it is in the service's own process");
    }

    @Override
    public void close() {}
}
