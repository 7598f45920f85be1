namespace NetGen.Kernels;

/// <summary>A lock-free bag: an array of which every element is something idle, or null.</summary>
internal static class Slots
{
    /// <summary>Takes something out; null when the bag is empty.</summary>
    public static T? Take<T>(Span<T?> slots) where T : class
    {
        foreach (ref var slot in slots)
        {
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } taken) return taken;
        }

        return null;
    }

    /// <summary>Puts something in; false when the bag is full.</summary>
    public static bool Put<T>(Span<T?> slots, T item) where T : class
    {
        foreach (ref var slot in slots)
        {
            if (slot is null && Interlocked.CompareExchange(ref slot, item, null) is null) return true;
        }

        return false;
    }
}
