namespace NetGen.Kernels;

/// <summary>
/// Where one thread sleeps until another wakes it; a wake-up that comes first is kept. A thread that is interrupted meanwhile sleeps, or wakes the other, all
/// the same, and is interrupted later: to leave early would leave others with its stack.
/// </summary>
internal sealed class Parking
{
    private bool _isWoken;

    public void Wait()
    {
        var isInterrupted = false;
        while (!TryWait()) isInterrupted = true;
        if (isInterrupted) Thread.CurrentThread.Interrupt();
    }

    public void Wake()
    {
        var isInterrupted = false;
        while (!TryWake()) isInterrupted = true;
        if (isInterrupted) Thread.CurrentThread.Interrupt();
    }

    private bool TryWait()
    {
        try
        {
            lock (this)
            {
                while (!_isWoken) Monitor.Wait(this);
                _isWoken = false;
            }

            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    private bool TryWake()
    {
        try
        {
            lock (this)
            {
                _isWoken = true;
                Monitor.Pulse(this);
            }

            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }
}
