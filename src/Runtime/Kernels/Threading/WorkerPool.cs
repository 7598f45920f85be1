using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>
/// Background threads that share out the items of a loop. The caller takes part, so the loop ends even if no thread is free; threads are
/// started when first needed and then kept. A call allocates nothing once its threads exist.
/// </summary>
internal static unsafe class WorkerPool
{
    /// <summary>
    /// Elementary steps, such as multiply-adds of 8 lanes, from which another thread is worth its while: a microsecond of them; the hand-over takes a fifth.
    /// </summary>
    private const double StepsPerThread = 4096;

    /// <summary>The fewest steps that are taken at once: two microseconds of them; taking them, and beginning, takes a tenth.</summary>
    private const double StepsPerGrain = 8192;

    /// <summary>A thread's share of a short loop, in steps, at most.</summary>
    private const double ShortShare = 2 * StepsPerGrain;

    /// <summary>Parts for each thread of which one more takes little longer.</summary>
    private const int EnoughParts = 16;

    private static readonly Worker?[] Idle = new Worker?[Math.Clamp(Environment.ProcessorCount, 16, Job.MostHelpers)];
    private static readonly Job?[] IdleJobs = new Job?[Idle.Length];
    private static int _started;
    private static int _atWork;

    /// <summary>
    /// How many threads work at once. Several calls share the cores, one each if need be: helpers of their own would wait for each other. Tests set it.
    /// </summary>
    internal static int Cores { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs a body over all items from 0 on, in pieces and any order, and returns when all have ended.</summary>
    /// <param name="items">How many.</param>
    /// <param name="stepsPerItem">What each costs, in multiply-adds of 8 lanes or the like.</param>
    /// <param name="threads">At most so many threads, the caller included.</param>
    /// <param name="body">Receives the context, the first item, and the one past the last.</param>
    /// <param name="context">Passed on; it may lie on the caller's stack.</param>
    /// <remarks>The first exception of a body is thrown again here; items not yet begun are then left out.</remarks>
    public static void For(int items, double stepsPerItem, int threads, delegate*<void*, int, int, void> body, void* context)
    {
        threads = Math.Min(items, Threads(threads, items * stepsPerItem));
        if (threads > 1) Share(items, stepsPerItem, threads - 1, body, context);
        else if (items > 0) body(context, 0, items);
    }

    /// <summary>At most so many threads, and no more than so many steps are worth.</summary>
    public static int Threads(int threads, double steps) =>
        (int)Math.Min(Math.Min(threads, Idle.Length + 1), Math.Max(1, steps / StepsPerThread));

    /// <summary>Into how many parts a loop is best cut that so many threads share: many for each of them, so that none waits for another; a short one only into as many as threads.</summary>
    public static int Parts(int threads, double steps, int partsPerThread) => threads == 1 || steps <= threads * ShortShare ? threads : threads * partsPerThread;

    /// <summary>
    /// So many parts, or a few more: as many for each thread, where an odd one would let the others wait. Of very many, one more or less does not matter.
    /// </summary>
    public static int Even(int parts, int threads) => parts < threads * EnoughParts ? (parts + threads - 1) / threads * threads : parts;

    private static void Share(int items, double stepsPerItem, int helpers, delegate*<void*, int, int, void> body, void* context)
    {
        var free = Cores - Interlocked.Increment(ref _atWork);
        helpers = HelpLedger.Allows() ? Math.Clamp(free, 0, helpers) : 0;
        try
        {
            if (helpers == 0) body(context, 0, items);
            else if (items * stepsPerItem <= ShortLoop.MostSteps) RunShort(items, stepsPerItem, helpers, body, context);
            else RunJob(items, stepsPerItem, helpers, body, context);
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
        }
    }

    private static void RunShort(int items, double stepsPerItem, int helpers, delegate*<void*, int, int, void> body, void* context)
    {
        ref var loop = ref ShortLoop.Of(body, items, stepsPerItem);
        var start = Stopwatch.GetTimestamp();
        if (loop.Shares())
        {
            RunJob(items, stepsPerItem, helpers, body, context);
            loop.BookShared(Stopwatch.GetTimestamp() - start);
        }
        else
        {
            body(context, 0, items);
            HelpLedger.BookAlone();
            loop.BookAlone(Stopwatch.GetTimestamp() - start);
        }
    }

    private static void RunJob(int items, double stepsPerItem, int helpers, delegate*<void*, int, int, void> body, void* context)
    {
        var job = Slots.Take<Job>(IdleJobs) ?? new Job(Idle.Length);
        Interlocked.Add(ref _atWork, helpers);
        var failure = job.Run(items, stepsPerItem, Grain(items, stepsPerItem, helpers + 1), helpers, body, context);
        Interlocked.Add(ref _atWork, -helpers);
        Slots.Put(IdleJobs, job);
        failure?.Throw();
    }

    /// <summary>The fewest items that are taken at once. A short loop is cut into as many pieces as threads: to take more would leave one with more of them.</summary>
    internal static int Grain(int items, double stepsPerItem, int threads)
    {
        var share = (items + threads - 1) / threads;
        return share * stepsPerItem <= ShortShare ? share : (int)Math.Clamp(StepsPerGrain / stepsPerItem, 1, items);
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
