namespace NetGen.Kernels;

/// <summary>What tiles do with a map once: with which weights, from where, to where.</summary>
internal unsafe struct TilePass
{
    /// <summary>The weights, as <see cref="ConvolutionWeights"/> packs them.</summary>
    public float* Filters;

    /// <summary>The biases.</summary>
    public float* Bias;

    /// <summary>Rows that the first row of sums begins above the map.</summary>
    public int PadTop;

    /// <summary>Columns that the first column of sums begins left of the map.</summary>
    public int PadLeft;

    /// <summary>Where in the output the first sum is stored.</summary>
    public int Output;
}
