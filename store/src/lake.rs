//! The lake: where it lies, and the runtime in which deltalake works.

use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tokio::runtime::{Builder, Runtime};

use crate::layout::Layout;
use crate::log::TableLog;
use crate::{Result, TableId, error};

/// deltalake reads the log from a worker while the caller waits, so one worker would wait for itself.
const WORKERS: usize = 2;

/// The lake of one data directory.
///
/// Every function blocks, and panics inside an async task: call it through `spawn_blocking`. Sharing one lake
/// between threads is fine, and so are several processes on one data directory.
#[derive(Debug)]
pub struct Lake {
    pub(crate) layout: Layout,
    /// What was read of each table's log. Entries never change once written, so only new ones are read again.
    pub(crate) logs: Mutex<HashMap<TableId, TableLog>>,
    /// `None` only while the lake is dropped.
    runtime: Option<Runtime>,
}

impl Lake {
    /// The lake below a data directory; makes nothing until the first append.
    pub fn open(data: &Path) -> Result<Self> {
        // Delta names files by absolute addresses, so a later change of directory must not move the lake.
        let data: PathBuf = std::path::absolute(data).map_err(error::io("find", data))?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("lake")
            .enable_all()
            .build()
            .map_err(error::io("start threads for the lake in", &data))?;
        Ok(Self {
            layout: Layout::of(&data),
            logs: Mutex::default(),
            runtime: Some(runtime),
        })
    }

    /// Waits for a piece of deltalake's work.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime
            .as_ref()
            .expect("the runtime leaves only in drop")
            .block_on(work)
    }
}

impl Drop for Lake {
    /// A server drops its last handle inside an async task, where a runtime may not be waited for.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
