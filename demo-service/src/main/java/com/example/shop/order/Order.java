package com.example.shop.order;

import java.time.OffsetDateTime;

record Order(
        long id, String customer, String item, int quantity, String coupon, String status, OffsetDateTime orderedAt) {}
