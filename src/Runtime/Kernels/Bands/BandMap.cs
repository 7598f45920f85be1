namespace NetGen.Kernels;

/// <summary>A map of which some rows are there, or some columns of some rows.</summary>
internal unsafe struct BandMap
{
    /// <summary>The size of the whole.</summary>
    public MapSize Size;

    /// <summary>The window over the map before it, of which its elements are made.</summary>
    public Window Window;

    /// <summary>Where the rows lie.</summary>
    public float* Start;

    /// <summary>The first row that is there, and the one past the last.</summary>
    public int First, End;

    private int _right;

    /// <summary>The first column that is there.</summary>
    public int Left { get; private set; }

    /// <summary>Elements of a row, or of the part of one.</summary>
    public readonly int Row => (_right - Left) * Size.Channels;

    /// <summary>A multiple of a cache line's elements.</summary>
    public static double Aligned(double length) => Math.Ceiling(length / Line) * Line;

    private const int Line = NativeBuffer.Alignment / sizeof(float);

    /// <summary>The size of some rows.</summary>
    public readonly MapSize Rows(int count) => new(count, _right - Left, Size.Channels);

    /// <summary>Where a row lies.</summary>
    public readonly float* At(int row) => Start + (nint)(row - First) * Row;

    /// <summary>Begins anew with other columns.</summary>
    public void Begin(int left, int right) => (Left, _right, First, End) = (left, right, 0, 0);

    /// <summary>Moves the rows from <paramref name="first"/> on to the front; those before are not needed any more.</summary>
    public void Keep(int first)
    {
        if (first >= End)
        {
            (First, End) = (first, first);
            return;
        }

        if (first <= First) return;
        var length = (nint)(End - first) * Row * sizeof(float);
        Buffer.MemoryCopy(At(first), Start, length, length);
        First = first;
    }

    /// <summary>Copies rows from the whole map.</summary>
    public readonly void Gather(float* whole, int first, int end)
    {
        for (var row = first; row < end; row++) new ReadOnlySpan<float>(whole + Place(row), Row).CopyTo(new(At(row), Row));
    }

    /// <summary>Copies rows to the whole map.</summary>
    public readonly void Scatter(float* whole, int first, int end)
    {
        for (var row = first; row < end; row++) new ReadOnlySpan<float>(At(row), Row).CopyTo(new(whole + Place(row), Row));
    }

    private readonly nint Place(int row) => ((nint)row * Size.Width + Left) * Size.Channels;
}
