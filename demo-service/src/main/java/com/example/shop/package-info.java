/** The shop: messages, orders and events over HTTP, kept in a database. */
package com.example.shop;
