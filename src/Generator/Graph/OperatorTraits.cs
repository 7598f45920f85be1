using System;

namespace NetGen.Generator.Graph;

/// <summary>What passes and the plan may do with a kind of layer.</summary>
[Flags]
internal enum OperatorTraits
{
    None = 0,

    /// <summary>It may write its output over its input.</summary>
    InPlace = 1,

    /// <summary>A batch norm after it can be folded into its weights.</summary>
    FoldsBatchNorm = 2,

    /// <summary>It can apply an activation to each value before it stores it.</summary>
    FusesActivation = 4,

    /// <summary>It is such an activation.</summary>
    IsActivation = 8,

    /// <summary>It does nothing when the network is run.</summary>
    IsIdentity = 16,

    /// <summary>It joins branches: it reads the layers that its <c>layers</c> name, and then what every layer reads.</summary>
    Joins = 32,

    /// <summary>It takes the height and width of the layer that its <c>layer</c> names.</summary>
    TakesSizeOfLayer = 64,
}
