namespace NetGen.Kernels;

/// <summary>
/// Background threads that share out the chunks of a loop. The caller takes part, so the loop ends even if no thread is free; threads are
/// started when first needed and then kept. A call allocates nothing once its threads exist.
/// </summary>
internal static unsafe class WorkerPool
{
    private static readonly Worker?[] Idle = new Worker?[Math.Max(Environment.ProcessorCount, 16)];
    private static readonly Job?[] IdleJobs = new Job?[Math.Max(Environment.ProcessorCount, 16)];
    private static int _started;

    /// <summary>Runs a body once for each chunk from 0 on, in any order, and returns when all have ended.</summary>
    /// <param name="chunks">How many.</param>
    /// <param name="threads">At most so many threads, the caller included.</param>
    /// <param name="body">Receives the context and the chunk.</param>
    /// <param name="context">Passed on; it may lie on the caller's stack.</param>
    /// <remarks>The first exception of a body is thrown again here; chunks not yet begun are then left out.</remarks>
    public static void For(int chunks, int threads, delegate*<void*, int, void> body, void* context)
    {
        var helpers = Math.Min(Math.Min(threads, chunks) - 1, Idle.Length);
        if (helpers < 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++) body(context, chunk);
            return;
        }

        var job = Slots.Take<Job>(IdleJobs) ?? new Job(Idle.Length);
        var failure = job.Run(chunks, helpers, body, context);
        Slots.Put(IdleJobs, job);
        failure?.Throw();
    }

    /// <summary>An idle thread, a new one, or null when as many as are allowed exist and are busy.</summary>
    internal static Worker? TakeWorker()
    {
        if (Slots.Take<Worker>(Idle) is { } idle) return idle;
        if (Volatile.Read(ref _started) >= Idle.Length) return null;
        if (Interlocked.Increment(ref _started) <= Idle.Length && TryStart() is { } worker) return worker;
        Interlocked.Decrement(ref _started);
        return null;
    }

    /// <summary>Makes a thread idle; there is a slot for each.</summary>
    internal static void PutWorker(Worker worker) => Slots.Put(Idle, worker);

    /// <summary>A process at its limit of threads still gets its result, from those that it has.</summary>
    private static Worker? TryStart()
    {
        try
        {
            return new Worker();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return null;
        }
    }
}
