package io.selfhealing.demonstration;

import java.util.Locale;

/** The databases on which the demonstration runs. */
enum Product {
    H2("H2"),
    POSTGRES("PostgreSQL");

    private final String title;

    Product(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Product named(String name) {
        for (Product product : values()) {
            if (product.name().toLowerCase(Locale.ROOT).equals(name)) {
                return product;
            }
        }
        throw new DemonstrationException("--database is " + name + "; it may be h2 or postgres");
    }
}
