/** Events that other systems report. */
package com.example.shop.event;
