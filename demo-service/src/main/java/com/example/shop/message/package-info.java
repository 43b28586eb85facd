/** Messages that people send each other. */
package com.example.shop.message;
