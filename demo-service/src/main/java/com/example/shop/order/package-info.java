/** Orders of customers. */
package com.example.shop.order;
