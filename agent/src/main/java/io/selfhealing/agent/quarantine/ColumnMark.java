package io.selfhealing.agent.quarantine;

/**
 * What one column of a row held when the row was written, so that it can be recognised and not read.
 *
 * @param sort of value that was hashed; another sort cannot be compared
 * @param hash keyed, of the column's name and value
 * @param bits about how many rows in two to that power have this value by chance; 0 where it tells nothing, such as for NULL
 */
public record ColumnMark(String sort, String hash, int bits) {}
