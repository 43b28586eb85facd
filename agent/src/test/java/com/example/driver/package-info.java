/** A driver laid out as SQLite's is. */
@NullMarked
package com.example.driver;

import org.jspecify.annotations.NullMarked;
