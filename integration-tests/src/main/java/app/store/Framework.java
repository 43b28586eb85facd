package app.store;

import javax.sql.DataSource;

/** The frameworks that a {@link Store} is written with. */
public enum Framework {
    SPRING {
        @Override
        public Store on(DataSource pool) {
            return new SpringStore(pool);
        }
    },
    HIBERNATE {
        @Override
        public Store on(DataSource pool) {
            return new HibernateStore(pool);
        }
    },
    JOOQ {
        @Override
        public Store on(DataSource pool) {
            return new JooqStore(pool);
        }
    },
    MYBATIS {
        @Override
        public Store on(DataSource pool) {
            return new MyBatisStore(pool);
        }
    },
    JDBI {
        @Override
        public Store on(DataSource pool) {
            return new JdbiStore(pool);
        }
    };

    /** A store on a pool. */
    public abstract Store on(DataSource pool);
}
