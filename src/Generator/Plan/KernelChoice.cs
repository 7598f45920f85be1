namespace NetGen.Generator.Plan;

/// <summary>
/// The kernel that computes a step. The emitter writes what is named here, so that another kernel, with another layout or packing of the weights, is a
/// choice of the plan alone.
/// </summary>
/// <param name="Name">As the layer table shows it.</param>
internal sealed record KernelChoice(string Name)
{
    /// <summary>The class of the runtime's NetGen.Kernels whose Run is called; null where the emitter knows only one.</summary>
    public string? Class { get; init; }

    /// <summary>The type of the packed weights.</summary>
    public string? WeightsType { get; init; }

    /// <summary>Floats of scratch memory that each thread needs besides the maps; the kernel's Run then takes it.</summary>
    public long Scratch { get; init; }

    /// <summary>
    /// Whether the kernel can store the largest of each 2×2 of its results instead of all of them: a pool after it then runs within it.
    /// </summary>
    public bool FusesMaxPool { get; init; }

    /// <summary>Whether the kernel can add another map to its results before it activates and stores them: a sum after it then runs within it.</summary>
    public bool AddsMap { get; init; }

    /// <summary>Whether the kernel can write to some channels of a larger map, with a map's distance from pixel to pixel; not while it also adds a map or pools.</summary>
    public bool WritesSlices { get; init; }

    /// <summary>The class of the runtime's NetGen.Kernels that runs it as one of several layers, band by band of rows; null if there is none.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether its innermost loops are written out in the generated class, and handed to the runtime's.</summary>
    public bool Unrolled { get; init; }

    /// <summary>The packing recipe: the method of the runtime's WeightLoader that makes them.</summary>
    public string? Recipe { get; init; }
}
