namespace NetGen.Generator.Graph;

/// <summary>Enlargement by a whole factor.</summary>
internal sealed record UpsampleOperator(int Scale, bool Bilinear, bool AlignCorners) : Operator("Upsample")
{
    public override string Description => $"Upsample ×{Scale.Text()}, {(Bilinear ? "bilinear" : "nearest")}{(AlignCorners ? ", aligned corners" : "")}";

    public static Operator Read(ArgumentReader arguments)
    {
        var bilinear = arguments.Member("Mode", "Nearest", "Bilinear") == 1;
        var alignCorners = arguments.Flag("AlignCorners", false);
        if (alignCorners && !bilinear) arguments.OutOfRange("AlignCorners", "AlignCorners needs Mode = UpsampleMode.Bilinear");
        return new UpsampleOperator(arguments.Integer("scale", 1, "the scale", 1), bilinear, alignCorners);
    }
}

/// <summary>Channels to pixels.</summary>
internal sealed record PixelShuffleOperator(int Factor) : Operator("PixelShuffle")
{
    public override string Description => $"PixelShuffle ×{Factor.Text()}";

    public static Operator Read(ArgumentReader arguments) => new PixelShuffleOperator(arguments.Integer("factor", 1, "the factor", 1));
}

/// <summary>A border of zeros.</summary>
internal sealed record ZeroPadOperator(int Pad) : Operator("ZeroPad")
{
    public override string Description => $"ZeroPad {Pad.Text()}";

    public static Operator Read(ArgumentReader arguments) => new ZeroPadOperator(arguments.Integer("pad", 0, "the padding", 0));
}

/// <summary>A rectangle of a map.</summary>
internal sealed record CropOperator(int Top, int Left, int Height, int Width) : Operator("Crop")
{
    public override string Description => $"Crop {Height.Text()}×{Width.Text()} at ({Top.Text()}, {Left.Text()})";

    public static Operator Read(ArgumentReader arguments) => new CropOperator(
        arguments.Integer("top", 0, "the top row", 0),
        arguments.Integer("left", 0, "the left column", 0),
        arguments.Integer("height", 1, "the height", 1),
        arguments.Integer("width", 1, "the width", 1));
}

/// <summary>Nothing, when the network is run.</summary>
internal sealed record DropoutOperator() : Operator("Dropout")
{
    public static Operator Read(ArgumentReader arguments)
    {
        var probability = arguments.Number("probability", "the probability", 0.5);
        if (probability is < 0 or >= 1) arguments.OutOfRange("probability", $"the probability is {probability.Text()}, but must be at least 0 and less than 1");
        return new DropoutOperator();
    }
}
