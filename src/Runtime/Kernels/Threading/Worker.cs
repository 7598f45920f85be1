using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>A background thread with a box for one job. It looks into the box for a bounded time, then sleeps until it is woken.</summary>
internal sealed class Worker
{
    /// <summary>In the box of a thread that sleeps.</summary>
    private static readonly object Asleep = new();

    private readonly Parking _bed = new();
    private Box _box;
    private volatile int _thread;
    private int _keptOff = -1;

    public Worker() => new Thread(Serve) { IsBackground = true, Name = "NetGen worker" }.UnsafeStart();

    /// <summary>Gives a job to a thread that has none, or only one that is over; false if it sleeps.</summary>
    public bool TryPost(Job job)
    {
        var content = Interlocked.CompareExchange(ref _box.Content, job, null);
        return content is null || (content != Asleep && Interlocked.CompareExchange(ref _box.Content, job, content) == content);
    }

    /// <summary>Gives a job to a thread that has none, or only one that is over, and wakes it if it sleeps.</summary>
    public void Post(Job job)
    {
        if (Interlocked.Exchange(ref _box.Content, job) == Asleep) _bed.Wake();
    }

    /// <summary>Keeps the thread off its caller's core, where it would only be in the way, if the system allows; it is asked once for each core that the callers change to.</summary>
    public void KeepOff(int core)
    {
        if (_keptOff == core || _thread == 0) return;
        Core.TryKeepOff(_thread, core);
        _keptOff = core;
    }

    private void Serve()
    {
        _thread = Core.CurrentThread;
        while (true)
        {
            var content = Volatile.Read(ref _box.Content) ?? Rest();
            if (Interlocked.CompareExchange(ref _box.Content, null, content) == content) ((Job)content).Help();
        }
    }

    /// <summary>Waits for a job.</summary>
    private object Rest()
    {
        var spin = new BoundedSpin();
        while (true)
        {
            if (Volatile.Read(ref _box.Content) is { } job) return job;
            if (spin.Once()) continue;
            if (Interlocked.CompareExchange(ref _box.Content, Asleep, null) is null) _bed.Wait();
            spin = default;
        }
    }

    /// <summary>What the callers write, in a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Box
    {
        [FieldOffset(128)]
        public object? Content;
    }
}
