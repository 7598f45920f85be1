using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Resizing: the nearest pixel, or linearly between pixels by a whole factor.</summary>
internal static class ResizeRules
{
    public static void Upsample(NodeContext node)
    {
        var map = node.Map(0);
        var scales = node.Has(1) ? node.Constant(1, "the scales").Floats : node.Node.Numbers("scales") ?? throw node.Invalid("the scales are missing");
        var resize = new Resize(map, scales, null, node.Node.Text("mode", "nearest"), "asymmetric", "floor");
        node.Return(Resized(node, map, resize));
    }

    public static void Resize(NodeContext node)
    {
        var map = node.Map(0);
        var is10 = node.OperatorSet < 11;
        var scales = node.Optional(is10 ? 1 : 2, "the scales") is { Length: > 0 } given ? given.Floats : null;
        var sizes = is10 ? null : node.Optional(3, "the sizes")?.Integers;
        var mode = node.Node.Text("mode", "nearest");
        var coordinates = node.Node.Text("coordinate_transformation_mode", is10 ? "asymmetric" : "half_pixel");
        if (node.Node.Integer("antialias", 0) != 0) throw node.Unsupported("it smooths against aliasing; no layer does");
        if (coordinates == "tf_crop_and_resize") throw node.Unsupported("it resizes a region of interest; layers resize whole maps");
        var (allScales, allSizes) = Spread(node, map, scales, sizes);
        node.Return(Resized(node, map, new Resize(map, allScales, allSizes, mode, coordinates, node.Node.Text("nearest_mode", is10 ? "floor" : "round_prefer_floor"))));
    }

    /// <summary>Each pixel as a block: for each channel, a transposed convolution with ones.</summary>
    public static Layer Repeat(NodeContext node, Layer layer, int height, int width)
    {
        var size = layer.Output;
        if (height == 1 && width == 1) return layer;
        if (Math.Max((long)size.Height * height, (long)size.Width * width) > int.MaxValue) throw node.Unsupported("its output is larger than a span can be");
        var output = new MapSize(size.Height * height, size.Width * width, size.Channels);
        if (height == width) return node.Add("Upsample", output, [layer], [height]);
        node.RequireFew((long)size.Channels * height * width);
        ImmutableArray<(string, object)> groups = size.Channels > 1 ? [("Groups", size.Channels)] : [];
        var repeated = node.Add("ConvTranspose", output, [layer], [height, size.Channels, size.Channels], [.. Windows.Spread(height, width), .. groups, ("Bias", false)]);
        repeated.SetWeight("weight", [size.Channels, 1, height, width], () => AffinePasses.Filled(size.Channels * height * width, 1));
        return repeated;
    }

    private static Mapped Resized(NodeContext node, Mapped map, Resize resize)
    {
        var (layout, dimensions) = (map.Layout, map.Dimensions);
        var target = resize.Sizes(node);
        if (target.AsSpan().SequenceEqual(dimensions)) return map;
        var rank = layout.Rank;
        for (var axis = 0; axis < rank; axis++)
        {
            if (target[axis] != dimensions[axis] && axis < rank - 2) throw node.Unsupported("it resizes another axis than rows and columns");
        }

        map = MapAxes.Arranged(node, map);
        var (rows, columns) = rank == 4 ? (resize.Axis(2), resize.Axis(3)) : (ResizeAxis.One, resize.Axis(2));
        var layer = resize.Mode switch
        {
            "nearest" => Nearest(node, map.Layer, rows, columns, resize),
            "linear" or "bilinear" => Linear(node, map.Layer, rows, columns, resize),
            var other => throw node.Unsupported($"it interpolates in the mode '{other}'; layers take the nearest pixel or interpolate linearly"),
        };
        return new Mapped(layer, MapAxes.Plain(rank, layout.Batch, layer.Output));
    }

    private static Layer Linear(NodeContext node, Layer layer, ResizeAxis rows, ResizeAxis columns, Resize resize)
    {
        var scale = rows.Target / rows.Extent;
        if (rows.Target % rows.Extent != 0 || columns.Target % columns.Extent != 0 || columns.Target / columns.Extent != scale)
            throw node.Unsupported($"it interpolates linearly from {rows.Extent}×{columns.Extent} to {rows.Target}×{columns.Target}; the layer enlarges both by one whole factor");
        var aligns = resize.Coordinates switch
        {
            "half_pixel" or "half_pixel_symmetric" or "pytorch_half_pixel" => false,
            "align_corners" => true,
            var other => throw node.Unsupported($"it interpolates with coordinates '{other}'; layers know half_pixel and align_corners"),
        };
        var size = new MapSize((int)rows.Target, (int)columns.Target, layer.Output.Channels);
        ImmutableArray<(string, object)> options = [("Mode", UpsampleMode.Bilinear)];
        if (aligns) options = options.Add(("AlignCorners", true));
        return node.Add("Upsample", size, [layer], [(int)scale], [.. options]);
    }

    /// <summary>Every pixel repeated, and of those every so many taken, as far as that gives the pixels that are the nearest.</summary>
    private static Layer Nearest(NodeContext node, Layer layer, ResizeAxis rows, ResizeAxis columns, Resize resize)
    {
        var (r, c) = (Steps(node, rows, resize), Steps(node, columns, resize));
        var repeated = Repeat(node, layer, r.Repeat, c.Repeat);
        var (height, width) = ((int)(((rows.Target - 1) * r.Step) + 1), (int)(((columns.Target - 1) * c.Step) + 1));
        var cut = PadLayers.Crop(node, repeated, r.Start, c.Start, repeated.Output with { Height = height, Width = width });
        if (r.Step == 1 && c.Step == 1) return cut;
        var size = new MapSize((int)rows.Target, (int)columns.Target, layer.Output.Channels);
        ImmutableArray<(string, object)> strides = r.Step == c.Step ? [("Stride", r.Step)] : [("StrideHeight", r.Step), ("StrideWidth", c.Step)];
        return node.Add("MaxPool", size, [cut], [1], [.. strides]);
    }

    private static (int Repeat, int Step, int Start) Steps(NodeContext node, ResizeAxis axis, Resize resize)
    {
        if (axis.Target == axis.Extent) return (1, 1, 0);
        const int Most = 16;
        var indices = axis.Nearest(node, resize);
        for (var repeat = 1; repeat <= (axis.Target % axis.Extent == 0 ? Math.Max(Most, axis.Target / axis.Extent) : Most); repeat++)
        {
            for (var step = 1; step <= Most; step++)
            {
                for (var start = 0; start < step + repeat; start++)
                {
                    var isIt = true;
                    for (long i = 0; isIt && i < indices.Length; i++) isIt = ((i * step) + start) / repeat == indices[i];
                    if (isIt && ((axis.Target - 1) * step) + start < axis.Extent * repeat) return (repeat, step, start);
                }
            }
        }

        throw node.Unsupported($"the nearest pixels from {axis.Extent} to {axis.Target} ('{resize.Coordinates}', '{resize.NearestMode}') do not repeat regularly");
    }

    /// <summary>Scales or sizes of all axes, where they are given for some.</summary>
    private static (float[]? Scales, long[]? Sizes) Spread(NodeContext node, Mapped map, float[]? scales, long[]? sizes)
    {
        var rank = map.Layout.Rank;
        var axes = node.Node.Integers("axes")?.Select(axis => node.Axis(axis, rank)).ToArray() ?? [.. Enumerable.Range(0, rank)];
        if (scales is null == sizes is null) throw node.Invalid("it needs either scales or sizes");
        if ((scales?.Length ?? sizes!.Length) != axes.Length) throw node.Invalid($"it has {scales?.Length ?? sizes!.Length} numbers for {axes.Length} axes");
        if (scales is not null)
        {
            var all = AffinePasses.Filled(rank, 1);
            for (var i = 0; i < axes.Length; i++) all[axes[i]] = scales[i];
            return (all, null);
        }

        var policy = node.Node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy != "stretch")
        {
            var ratios = axes.Select((axis, i) => (float)sizes![i] / map.Dimensions[axis]).ToArray();
            var ratio = policy == "not_larger" ? ratios.Min() : policy == "not_smaller" ? ratios.Max() : throw node.Invalid($"the policy '{policy}' does not exist");
            sizes = [.. axes.Select(axis => (long)Math.Round(ratio * map.Dimensions[axis], MidpointRounding.AwayFromZero))];
            var scaled = AffinePasses.Filled(rank, 1);
            foreach (var axis in axes) scaled[axis] = ratio;
            var kept = map.Dimensions;
            for (var i = 0; i < axes.Length; i++) kept[axes[i]] = sizes[i];
            return (scaled, kept);
        }

        var target = map.Dimensions;
        for (var i = 0; i < axes.Length; i++) target[axes[i]] = sizes![i];
        return (null, target);
    }
}

/// <summary>What a resizing says.</summary>
internal sealed record Resize(Mapped Map, float[]? Scales, long[]? Targets, string Mode, string Coordinates, string NearestMode)
{
    /// <summary>The dimensions of the result.</summary>
    public long[] Sizes(NodeContext node)
    {
        var dimensions = Map.Dimensions;
        if (Scales is not null && Scales.Length != dimensions.Length) throw node.Invalid($"it has {Scales.Length} scales for {dimensions.Length} axes");
        if (Scales?.Any(scale => !(scale > 0) || !float.IsFinite(scale)) == true) throw node.Invalid("a scale is not a positive number");
        var sizes = Targets ?? [.. dimensions.Select((extent, axis) => (long)Math.Min(Math.Floor((double)extent * Scales![axis]), int.MaxValue))];
        return sizes.All(size => size is >= 1 and < int.MaxValue) ? sizes : throw node.Invalid($"the size {Shapes.Text(sizes)} is out of range");
    }

    public ResizeAxis Axis(int axis)
    {
        var extent = Map.Dimensions[axis];
        var target = Targets?[axis] ?? (long)Math.Floor((double)extent * Scales![axis]);
        return new ResizeAxis(extent, target, Scales is null ? (double)target / extent : Scales[axis]);
    }
}

/// <summary>A resizing along one axis.</summary>
internal readonly record struct ResizeAxis(long Extent, long Target, double Scale)
{
    public static ResizeAxis One => new(1, 1, 1);

    /// <summary>The pixel that each pixel of the result copies.</summary>
    public long[] Nearest(NodeContext node, Resize resize)
    {
        if (Target > 1 << 20) throw node.Unsupported($"it resizes to {Target} pixels");
        var (extent, target, scale) = (Extent, Target, Scale);
        return [.. Enumerable.Range(0, (int)target).Select(x =>
        {
            var at = resize.Coordinates switch
            {
                "asymmetric" => x / scale,
                "half_pixel" => ((x + 0.5) / scale) - 0.5,
                "pytorch_half_pixel" => target > 1 ? ((x + 0.5) / scale) - 0.5 : 0,
                "align_corners" => target > 1 ? (double)x * (extent - 1) / (target - 1) : 0,
                "half_pixel_symmetric" => (extent / 2.0 * (1 - (target / (scale * extent)))) + ((x + 0.5) / scale) - 0.5,
                var other => throw node.Unsupported($"it resizes with coordinates '{other}'"),
            };
            var rounded = resize.NearestMode switch
            {
                "floor" => Math.Floor(at),
                "ceil" => Math.Ceiling(at),
                "round_prefer_floor" => Math.Ceiling(at - 0.5),
                "round_prefer_ceil" => Math.Floor(at + 0.5),
                var other => throw node.Invalid($"the rounding '{other}' does not exist"),
            };
            return Math.Clamp((long)rounded, 0, extent - 1);
        })];
    }
}
