namespace NetGen.Networks.Tests.Zoo;

// One window each.

[Network, Input(1), Conv(3, 1)]
public sealed partial class ConvWindow;

[Network, Input(1), Conv(3, 1, Stride = 2, Pad = 1)]
public sealed partial class StridedPaddedWindow;

[Network, Input(1), Conv(3, 1, Stride = 3, Pad = 2, Dilation = 2)]
public sealed partial class DilatedWindow;

[Network, Input(1), Conv(4, 1, Stride = 3, PadTop = 2, PadBottom = 1, PadLeft = 3)]
public sealed partial class LopsidedWindow;

[Network, Input(1), Conv(3, 1, KernelWidth = 5, StrideHeight = 2, DilationWidth = 3, PadLeft = 1)]
public sealed partial class OblongWindow;

[Network, Input(1), MaxPool(3, Stride = 2)]
public sealed partial class FloorPool;

[Network, Input(1), MaxPool(3, Stride = 2, Ceil = true)]
public sealed partial class CeilPool;

[Network, Input(1), MaxPool(2, Pad = 1, Ceil = true)]
public sealed partial class PaddedCeilPool;

[Network, Input(1), AveragePool(2, Stride = 4, Pad = 1, Ceil = true)]
public sealed partial class SparseCeilPool;

[Network, Input(1), MaxPool(3, Stride = 4, Pad = 1, Dilation = 2, Ceil = true)]
public sealed partial class DilatedCeilPool;

[Network, Input(1), Conv(3, 1, Stride = 2, Same = true)]
public sealed partial class SameWindow;

[Network, Input(1), Conv(4, 1, Stride = 3, Same = true)]
public sealed partial class SameEvenWindow;

[Network, Input(1), Conv(2, 1, Stride = 5, Same = true)]
public sealed partial class SameSparseWindow;

[Network, Input(1), Conv(3, 1, Stride = 2, Dilation = 3, Same = true)]
public sealed partial class SameDilatedWindow;

[Network, Input(1), AveragePool(3, Stride = 2, Same = true)]
public sealed partial class SamePool;

[Network, Input(1), ConvTranspose(4, 1, Stride = 2, Pad = 1)]
public sealed partial class TransposedWindow;

[Network, Input(1), ConvTranspose(3, 1, Stride = 2, Pad = 1, OutputPad = 1)]
public sealed partial class TransposedOutputPadWindow;

[Network, Input(1), ConvTranspose(3, 1, Stride = 3, Pad = 2, Dilation = 2)]
public sealed partial class TransposedDilatedWindow;

[Network, Input(1), ConvTranspose(5, 1, Stride = 2, Same = true)]
public sealed partial class TransposedSameWindow;

/// <summary>Layers without a rectifier, so that every pixel that an output reads moves it.</summary>
[Network, Input(1)]
[Conv(5, 1, Stride = 2, Pad = 1), AveragePool(3, Stride = 2, Pad = 1, CountPad = true), Conv(3, 1, Pad = 2)]
public sealed partial class FieldProbe;
