package com.example.driver;

import java.sql.Date;
import java.sql.SQLException;

/** Has methods of {@code PreparedStatement} but not the interface, which is on a subclass. */
public abstract class LowerStatement {
    public void setDate(int index, Date value) throws SQLException {}
}
