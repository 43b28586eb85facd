/** What woven driver code calls: moved into {@code java.lang} at packaging, so that every class loader sees it. */
package io.selfhealing.bootstrap.door;
