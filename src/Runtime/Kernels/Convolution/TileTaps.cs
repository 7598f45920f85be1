namespace NetGen.Kernels;

/// <summary>What the pixels of a tile have in common: the taps that meet them, all inside of the map. Distances are in elements.</summary>
internal unsafe struct TileTaps
{
    /// <summary>Kernel rows.</summary>
    public nint Rows;

    /// <summary>From a kernel row to the next, in the input.</summary>
    public nint RowInput;

    /// <summary>From a kernel row to the next, in the weights.</summary>
    public nint RowWeights;

    /// <summary>Runs in each kernel row.</summary>
    public nint Runs;

    /// <summary>From a run to the next, in the input.</summary>
    public nint RunInput;

    /// <summary>From a run to the next, in the weights.</summary>
    public nint RunWeights;

    /// <summary>Products in each run, whose inputs and weights lie side by side.</summary>
    public nint RunLength;

    /// <summary>From a block of output channels to the next, in the weights.</summary>
    public nint Block;

    /// <summary>Weights of the first block, with those of the second at the same distance, that are needed later: they are fetched while the products at hand are summed. Any that are near, if there are none.</summary>
    public float* Next;

    /// <summary>How far to go on from a product to the next.</summary>
    public nint NextStep;

    /// <summary>Joins runs, and rows, that follow each other without a gap: the same products in the same order, in fewer loops.</summary>
    public void Join()
    {
        if (RunInput == RunLength && RunWeights == RunLength * Lanes.Count) (RunLength, Runs) = (RunLength * Runs, 1);
        if (Runs == 1 && RowInput == RunLength && RowWeights == RunLength * Lanes.Count) (RunLength, Rows) = (RunLength * Rows, 1);
    }
}
