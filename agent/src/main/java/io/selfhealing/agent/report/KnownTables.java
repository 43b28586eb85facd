package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.KnownTable;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the ledger of a home knows of one database's tables. */
final class KnownTables {
    private final Product product;
    private final List<KnownTable> tables;

    private KnownTables(Product product, List<KnownTable> tables) {
        this.product = product;
        this.tables = tables;
    }

    static List<KnownTable> all(Path home) throws IOException {
        return Ledger.tables(home.resolve("schema"));
    }

    /**
     * Those of a database that is known by its address alone. The ledger knows databases by what they say of themselves: where it
     * holds several that may be meant, and none by its name, it says nothing.
     *
     * @param address as events name it
     */
    static KnownTables of(List<KnownTable> all, String address, Product product) {
        KnownTables known = ofFamily(all, address, product);
        KnownTables others = product.speaksMySql() ? ofFamily(all, address, relative(product)) : known;
        return known.tables.isEmpty() && !others.tables.isEmpty() ? others : known;
    }

    /** The driver of the one takes the servers of the other as well. */
    private static Product relative(Product product) {
        return product == Product.MYSQL ? Product.MARIADB : Product.MYSQL;
    }

    private static KnownTables ofFamily(List<KnownTable> all, String address, Product product) {
        String prefix = product.name().toLowerCase(Locale.ROOT) + ":";
        String name = address.substring(1 + Math.max(address.lastIndexOf('/'), address.lastIndexOf(':')));
        Set<String> databases = all.stream()
                .map(KnownTable::database)
                .filter(database -> database.startsWith(prefix) || database.startsWith("jdbc:" + prefix))
                .collect(Collectors.toSet());
        Set<String> named = databases.stream()
                .filter(database -> List.of(database.split("[/\\\\:]", -1)).contains(name))
                .collect(Collectors.toSet());
        Set<String> meant = named.size() == 1 ? named : databases;
        return new KnownTables(
                product,
                meant.size() == 1
                        ? all.stream()
                                .filter(table -> meant.contains(table.database()))
                                .toList()
                        : List.of());
    }

    /** What its server is; where the ledger does not tell, what its driver is called. */
    Product product() {
        return product;
    }

    List<KnownTable> tables() {
        return tables;
    }

    /** Null where it is not known. */
    @Nullable
    KnownTable table(TableRef ref) {
        for (KnownTable table : tables) {
            if (table.table().equals(ref.name())
                    && (ref.schema().isEmpty() || table.schema().equals(ref.schema()))) {
                return table;
            }
        }
        return null;
    }
}
