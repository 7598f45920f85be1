namespace NetGen.Kernels;

/// <summary>A number of pixels that is known as code is compiled, so that what is not needed for it falls away and a tile of any size is written once.</summary>
internal interface IPixelCount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}

/// <summary>The numbers.</summary>
internal static class PixelCount
{
    public readonly struct Four : IPixelCount
    {
        public static int Value => 4;
    }

    public readonly struct Five : IPixelCount
    {
        public static int Value => 5;
    }

    public readonly struct Six : IPixelCount
    {
        public static int Value => 6;
    }

    public readonly struct Seven : IPixelCount
    {
        public static int Value => 7;
    }

    public readonly struct Eight : IPixelCount
    {
        public static int Value => 8;
    }

    public readonly struct Nine : IPixelCount
    {
        public static int Value => 9;
    }

    public readonly struct Ten : IPixelCount
    {
        public static int Value => 10;
    }

    public readonly struct Eleven : IPixelCount
    {
        public static int Value => 11;
    }

    public readonly struct Twelve : IPixelCount
    {
        public static int Value => 12;
    }
}
