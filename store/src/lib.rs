//! The lake of Delta tables and what is known of each batch.
